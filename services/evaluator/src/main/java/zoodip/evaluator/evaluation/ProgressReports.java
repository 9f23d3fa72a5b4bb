package zoodip.evaluator.evaluation;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import zoodip.v1.JobProgress;

/**
 * Says every few seconds how far an evaluation is, and of many images not each: every word of it is
 * kept with the whole job.
 */
final class ProgressReports {
  private static final int MOST = 500;

  private final int total;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Consumer<JobProgress> sink;
  private final long begin;
  private long last;
  private int lastDone;
  private int done;

  /**
   * @param total images
   * @param nanoTime a clock that only differences count of
   */
  ProgressReports(int total, Duration interval, LongSupplier nanoTime, Consumer<JobProgress> sink) {
    this.total = total;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.sink = sink;
    begin = nanoTime.getAsLong();
    last = begin;
    sink.accept(progress());
  }

  /** One more image is done. */
  void done() {
    done++;
    long now = nanoTime.getAsLong();
    boolean due = now - last >= interval.toNanos() && done - lastDone >= total / MOST;
    if (due || done == total) {
      last = now;
      lastDone = done;
      sink.accept(progress());
    }
  }

  private JobProgress progress() {
    JobProgress.Builder progress = JobProgress.newBuilder().setDone(done).setTotal(total);
    double seconds = (nanoTime.getAsLong() - begin) / 1e9;
    if (done > 0 && seconds > 0) {
      double perSecond = done / seconds;
      progress
          .setPerSecond(perSecond)
          .setRemaining(Durations.fromMillis((long) (1000 * (total - done) / perSecond)));
    }
    return progress.build();
  }
}
