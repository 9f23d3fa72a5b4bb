package zoodip.cli.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import zoodip.cli.terminal.ProbeReading;
import zoodip.cli.terminal.ProgressSnapshot;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.Evaluation;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** How far jobs are. */
final class JobSnapshots {
  private JobSnapshots() {}

  static ProgressSnapshot of(TrainingJob job) {
    JobProgress progress = job.getProgress();
    OptionalDouble loss =
        progress.getDone() > 0 ? OptionalDouble.of(progress.getLoss()) : OptionalDouble.empty();
    return of(job.getState(), progress, "step", loss);
  }

  static ProgressSnapshot of(Evaluation evaluation) {
    return of(evaluation.getState(), evaluation.getProgress(), "picture", OptionalDouble.empty());
  }

  private static ProgressSnapshot of(
      JobState state, JobProgress progress, String unit, OptionalDouble loss) {
    boolean running = state == JobState.JOB_STATE_RUNNING;
    return new ProgressSnapshot(
        ValueText.of(state),
        progress.getDone(),
        progress.getTotal(),
        unit,
        progress.getPerSecond(),
        running && progress.hasRemaining()
            ? Optional.of(Duration.ofSeconds(progress.getRemaining().getSeconds()))
            : Optional.empty(),
        loss,
        progress.getUnetRows(),
        probe(progress));
  }

  /** What the probe set of a training came to, if it was looked at. */
  static Optional<ProbeReading> probe(JobProgress progress) {
    return progress.getProbeRows() > 0
        ? Optional.of(new ProbeReading(progress.getProbeLoss(), progress.getFirstProbeLoss()))
        : Optional.empty();
  }
}
