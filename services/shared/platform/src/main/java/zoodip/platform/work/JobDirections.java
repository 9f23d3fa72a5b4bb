package zoodip.platform.work;

import io.grpc.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import zoodip.jobs.v1.JobDirection;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.jobs.v1.WatchJobDirectionRequest;

/**
 * What is wanted of one job's attempts, as gateways tell it. While none can be reached, what was
 * told last holds: an attempt that goes on too long is fenced as soon as it says something.
 */
final class JobDirections implements AutoCloseable {
  private final ReconnectingStream<JobDirection> stream;
  private Optional<JobDirection> latest = Optional.empty();

  JobDirections(Channel channel, ScheduledExecutorService timer, String job) {
    stream =
        new ReconnectingStream<>(
            observer ->
                JobRecordsGrpc.newStub(channel)
                    .withWaitForReady()
                    .watchJobDirection(
                        WatchJobDirectionRequest.newBuilder().setJob(job).build(), observer),
            timer,
            this::told,
            () -> {});
    stream.start();
  }

  /** What was told last; empty until something was. */
  synchronized Optional<JobDirection> latest() {
    return latest;
  }

  /** The first that is as wanted, from what was told last on; empty if none comes in time. */
  synchronized Optional<JobDirection> await(Predicate<JobDirection> wanted, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (latest.filter(wanted).isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return latest;
  }

  @Override
  public void close() {
    stream.close();
  }

  /** Another gateway may be behind the one that told the last. */
  private synchronized boolean told(JobDirection direction) {
    if (direction.getGone()
        || latest.map(known -> known.getRevision() <= direction.getRevision()).orElse(true)) {
      latest = Optional.of(direction);
      notifyAll();
    }
    return true;
  }
}
