package zoodip.local.demo;

import java.io.PrintStream;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.JobState;
import zoodip.v1.Subject;

/** Has images of the toybox's prompts scored against the photos. */
final class DemoEvaluation {
  private final Client client;
  private final DemoSettings settings;
  private final PrintStream out;

  DemoEvaluation(Client client, DemoSettings settings, PrintStream out) {
    this.client = client;
    this.settings = settings;
    this.out = out;
  }

  /** What is generated, the same for the class word and the concept. */
  EvaluationSettings evaluationSettings() {
    return EvaluationSettings.newBuilder()
        .setPromptSet("toybox")
        .setImagesPerPrompt(settings.imagesPerPrompt())
        .setGeneration(generation())
        .setSeed(settings.seed())
        .build();
  }

  GenerationSettings generation() {
    GenerationSettings.Builder generation = GenerationSettings.newBuilder();
    settings.imageSteps().ifPresent(generation::setSteps);
    return generation.build();
  }

  /** Scores what the model generates for the class word alone. */
  Evaluation classWord(Subject subject) {
    Evaluation queued =
        client
            .evaluations()
            .createEvaluation(
                CreateEvaluationRequest.newBuilder()
                    .setParent(client.tenant())
                    .setEvaluation(
                        Evaluation.newBuilder()
                            .setSubject(subject.getName())
                            .setModel(DemoTraining.MODEL)
                            .setSettings(evaluationSettings()))
                    .build());
    return await(queued.getName());
  }

  /**
   * Shows an evaluation's progress until it ends.
   *
   * @throws RunFailedException if it fails
   */
  Evaluation await(String name) {
    Evaluation newest = client.watches().evaluation(name, new EvaluationProgress()::changed);
    if (newest.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(name, newest.getState(), newest.getError());
    }
    return newest;
  }

  /** Says how many images are scored when it becomes more. */
  private final class EvaluationProgress {
    private int shown;

    void changed(Evaluation now) {
      if (now.getProgress().getDone() > shown) {
        shown = now.getProgress().getDone();
        out.printf("  picture %d / %d%n", shown, now.getProgress().getTotal());
      }
    }
  }
}
