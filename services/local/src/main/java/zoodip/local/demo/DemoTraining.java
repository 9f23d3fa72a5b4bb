package zoodip.local.demo;

import java.io.PrintStream;
import java.util.Locale;
import zoodip.client.Client;
import zoodip.client.TrainingRun;
import zoodip.contract.JobStates;
import zoodip.toybox.Toybox;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.JobProgress;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/** Has a concept learned and shows how it goes. */
final class DemoTraining {
  static final String MODEL = Toybox.models().get(0).name();

  private final Client client;
  private final DemoSettings settings;
  private final PrintStream out;

  DemoTraining(Client client, DemoSettings settings, PrintStream out) {
    this.client = client;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Trains with the model's preset; the evaluation is queued when it succeeds.
   *
   * @return the finished job, with its evaluation's name
   * @throws zoodip.client.RunFailedException if the job fails
   */
  TrainingRun learn(Subject subject, EvaluationSettings evaluation) {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.newBuilder()
            .setParent(client.tenant())
            .setTrainingJob(
                TrainingJob.newBuilder()
                    .setSubject(subject.getName())
                    .setModel(MODEL)
                    .setSettings(overrides())
                    .setSeed(settings.seed())
                    .setEvaluation(evaluation))
            .build();
    TrainingRun run = TrainingRun.follow(client, request, this::show);
    return new TrainingRun(client.watches().withEvaluation(run.job()), run.stepsPerSecond());
  }

  static String line(JobProgress progress) {
    String remaining =
        progress.hasRemaining()
            ? "  ETA %d:%02d"
                .formatted(
                    progress.getRemaining().getSeconds() / 60,
                    progress.getRemaining().getSeconds() % 60)
            : "";
    return String.format(
            Locale.ROOT,
            "  step %5d / %d  %,6d rows  loss %.5f%s  %6.1f it/s",
            progress.getDone(),
            progress.getTotal(),
            progress.getUnetRows(),
            progress.getLoss(),
            probe(progress),
            progress.getPerSecond())
        + remaining;
  }

  /** What the probe set came to, and how that differs from the first time, if it was looked at. */
  private static String probe(JobProgress progress) {
    double change = 100 * (progress.getProbeLoss() / progress.getFirstProbeLoss() - 1);
    return progress.getProbeRows() == 0
        ? ""
        : String.format(Locale.ROOT, "  probe %.5f (%+.1f%%)", progress.getProbeLoss(), change);
  }

  private TrainingSettings overrides() {
    TrainingSettings.Builder overrides = TrainingSettings.newBuilder();
    settings.steps().ifPresent(overrides::setSteps);
    settings.directions().ifPresent(overrides::setDirections);
    return overrides.build();
  }

  private void show(TrainingJob before, TrainingJob now) {
    if (now.getState() != before.getState()) {
      out.printf("  %s%n", JobStates.label(now.getState()).toLowerCase(Locale.ROOT));
    }
    if (now.getProgress().getDone() > before.getProgress().getDone()) {
      out.println(line(now.getProgress()));
    }
  }
}
