package zoodip.local.demo;

import java.io.PrintStream;
import java.util.Iterator;
import zoodip.local.client.Client;
import zoodip.local.client.RunFailedException;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchEvaluationResponse;

/** Has pictures of the toybox's prompts scored against the photos. */
final class Scoring {
  private final Client client;
  private final DemoSettings settings;
  private final PrintStream out;

  Scoring(Client client, DemoSettings settings, PrintStream out) {
    this.client = client;
    this.settings = settings;
    this.out = out;
  }

  /** What is drawn, the same for the class word and the concept. */
  EvaluationSettings evaluation() {
    return EvaluationSettings.newBuilder()
        .setPromptSet("toybox")
        .setImagesPerPrompt(settings.imagesPerPrompt())
        .setGeneration(generation())
        .setSeed(settings.seed())
        .build();
  }

  GenerationSettings generation() {
    GenerationSettings.Builder generation = GenerationSettings.newBuilder();
    settings.pictureSteps().ifPresent(generation::setSteps);
    return generation.build();
  }

  /** Scores what the model draws for the class word alone. */
  Evaluation classWord(Subject subject) {
    Evaluation queued =
        client
            .evaluations()
            .createEvaluation(
                CreateEvaluationRequest.newBuilder()
                    .setParent(Client.TENANT)
                    .setEvaluation(
                        Evaluation.newBuilder()
                            .setSubject(subject.getName())
                            .setModel(Training.MODEL)
                            .setSettings(evaluation()))
                    .build());
    return await(queued.getName());
  }

  /**
   * Shows an evaluation's progress until it ends.
   *
   * @throws RunFailedException if it fails
   */
  Evaluation await(String name) {
    Iterator<WatchEvaluationResponse> changes =
        client
            .evaluationWatches()
            .watchEvaluation(WatchEvaluationRequest.newBuilder().setName(name).build());
    Evaluation newest = Evaluation.getDefaultInstance();
    while (changes.hasNext()) {
      WatchEvaluationResponse change = changes.next();
      if (change.hasEvaluation()) {
        show(newest, change.getEvaluation());
        newest = change.getEvaluation();
      }
    }
    if (newest.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(name, newest.getError());
    }
    return newest;
  }

  private void show(Evaluation before, Evaluation now) {
    if (now.getProgress().getDone() > before.getProgress().getDone()) {
      out.printf("  picture %d / %d%n", now.getProgress().getDone(), now.getProgress().getTotal());
    }
  }
}
