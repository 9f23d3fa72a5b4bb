package zoodip.trainer.journal;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;
import zoodip.zeroth.journal.ProbeLoss;

/** How far a session is, and its steps per second as an exponential moving average. */
final class Throughput {
  private static final double DECAY = 0.5;
  private static final double MILLIS = 1e3;

  private final TrainingSession session;
  private Instant since;
  private long sinceStep;
  private double stepsPerSecond;

  Throughput(Instant now, TrainingSession session) {
    this.session = session;
    since = now;
    sinceStep = session.steps();
  }

  /** The progress now; the time since the last call is the newest value of the average. */
  JobProgress progress(Instant now) {
    long step = session.steps();
    double seconds = Duration.between(since, now).toMillis() / MILLIS;
    if (seconds > 0 && step > sinceStep) {
      double latest = (step - sinceStep) / seconds;
      stepsPerSecond = stepsPerSecond == 0 ? latest : DECAY * stepsPerSecond + (1 - DECAY) * latest;
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
            .setUnetRows(step * session.hyperparameters().optimizer().candidates())
            .setPerSecond(stepsPerSecond);
    if (stepsPerSecond > 0) {
      double left = (session.hyperparameters().steps() - step) / stepsPerSecond;
      progress.setRemaining(Durations.fromMillis((long) (left * MILLIS)));
    }
    session.losses().newestProbe().ifPresent(newest -> addProbes(progress, newest));
    return progress.build();
  }

  private void addProbes(JobProgress.Builder progress, ProbeLoss newest) {
    progress
        .setProbeLoss(newest.loss())
        .setFirstProbeLoss(session.losses().probes().get(0).loss())
        .setProbeStep(Math.toIntExact(newest.step()))
        .setProbeRows(session.losses().probeRows());
  }
}
