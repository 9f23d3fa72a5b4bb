package zoodip.local.demo;

import com.google.protobuf.util.Timestamps;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.Locale;
import zoodip.toybox.Toybox;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/** Has a concept learned and shows how it goes. */
final class Training {
  static final String MODEL = Toybox.models().get(0).name();

  private static final int LOOKS_FOR_EVALUATION = 200;
  private static final int LOOK_MILLIS = 50;

  private final Client client;
  private final DemoSettings settings;
  private final PrintStream out;

  Training(Client client, DemoSettings settings, PrintStream out) {
    this.client = client;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Trains with the model's preset; the evaluation is queued when it succeeds.
   *
   * @return the finished job, with its evaluation's name
   * @throws DemoFailedException if the job fails
   */
  TrainingJob learn(Subject subject, EvaluationSettings evaluation) {
    TrainingJob job =
        client
            .trainingJobs()
            .createTrainingJob(
                CreateTrainingJobRequest.newBuilder()
                    .setParent(Client.TENANT)
                    .setTrainingJob(
                        TrainingJob.newBuilder()
                            .setSubject(subject.getName())
                            .setModel(MODEL)
                            .setSettings(overrides())
                            .setSeed(settings.seed())
                            .setEvaluation(evaluation))
                    .build());
    TrainingJob ended = watch(job);
    if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw DemoFailedException.of(ended.getName(), ended.getError());
    }
    return withEvaluation(ended);
  }

  /** Steps a second from the attempt's start to its end, loading included. */
  static double stepsPerSecond(TrainingJob job) {
    double millis =
        Timestamps.toMillis(job.getEndTime()) - (double) Timestamps.toMillis(job.getStartTime());
    return job.getSettings().getSteps() / Math.max(1, millis) * 1000;
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
            "  step %5d / %d  loss %.5f  %6.1f it/s",
            progress.getDone(),
            progress.getTotal(),
            progress.getLoss(),
            progress.getPerSecond())
        + remaining;
  }

  private TrainingSettings overrides() {
    TrainingSettings.Builder overrides = TrainingSettings.newBuilder();
    settings.steps().ifPresent(overrides::setSteps);
    settings.directions().ifPresent(overrides::setDirections);
    return overrides.build();
  }

  private TrainingJob watch(TrainingJob job) {
    Iterator<WatchTrainingJobResponse> changes =
        client
            .trainingWatches()
            .watchTrainingJob(WatchTrainingJobRequest.newBuilder().setName(job.getName()).build());
    TrainingJob newest = job;
    while (changes.hasNext()) {
      WatchTrainingJobResponse change = changes.next();
      if (change.hasTrainingJob()) {
        show(newest, change.getTrainingJob());
        newest = change.getTrainingJob();
      }
    }
    return newest;
  }

  private void show(TrainingJob before, TrainingJob now) {
    if (now.getState() != before.getState()) {
      out.printf(
          "  %s%n",
          now.getState().name().substring("JOB_STATE_".length()).toLowerCase(Locale.ROOT));
    }
    if (now.getProgress().getDone() > before.getProgress().getDone()) {
      out.println(line(now.getProgress()));
    }
  }

  /** The evaluation is an effect of the success and may be named a moment after it. */
  private TrainingJob withEvaluation(TrainingJob ended) {
    TrainingJob now = ended;
    for (int look = 0; now.getEvaluationJob().isEmpty() && look < LOOKS_FOR_EVALUATION; look++) {
      pause();
      now =
          client
              .trainingJobs()
              .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(ended.getName()).build());
    }
    if (now.getEvaluationJob().isEmpty()) {
      throw new DemoFailedException(ended.getName() + " succeeded, but no evaluation was queued");
    }
    return now;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("The demo was interrupted", e);
    }
  }
}
