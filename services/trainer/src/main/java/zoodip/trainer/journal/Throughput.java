package zoodip.trainer.journal;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;

/** How far a session is, and how fast: over the last while, so that it follows changes. */
final class Throughput {
  private static final double KEPT = 0.5;
  private static final double MILLIS = 1e3;

  private final TrainingSession session;
  private Instant since;
  private long sinceStep;
  private double perSecond;

  Throughput(Instant now, TrainingSession session) {
    this.session = session;
    since = now;
    sinceStep = session.steps();
  }

  /** The progress now, at the speed since the last mark and, fading, those before. */
  JobProgress mark(Instant now) {
    long step = session.steps();
    double seconds = Duration.between(since, now).toMillis() / MILLIS;
    if (seconds > 0 && step > sinceStep) {
      double latest = (step - sinceStep) / seconds;
      perSecond = perSecond == 0 ? latest : KEPT * perSecond + (1 - KEPT) * latest;
      since = now;
      sinceStep = step;
    }
    return progress(step);
  }

  private JobProgress progress(long step) {
    JobProgress.Builder progress =
        JobProgress.newBuilder()
            .setDone(Math.toIntExact(step))
            .setTotal(session.hyperparameters().steps())
            .setLoss(session.smoothedLoss())
            .setPerSecond(perSecond);
    if (perSecond > 0) {
      double left = (session.hyperparameters().steps() - step) / perSecond;
      progress.setRemaining(Durations.fromMillis((long) (left * MILLIS)));
    }
    return progress.build();
  }
}
