package zoodip.cli.experiment;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.experiment.plan.UnetRows;
import zoodip.client.Client;
import zoodip.platform.digest.Sha256;
import zoodip.v1.Evaluation;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/** What a plan comes to on a server: its trainings, and an evaluation of each class word. */
record ExperimentCells(List<ExperimentCell> trainings, List<ClassWordScoring> classWords) {
  private static final int DIGITS = 32;
  private static final int CONCEPT_DIGITS = 16;

  /**
   * Settles them.
   *
   * @param model its resource name
   * @param subjects on the server
   * @throws zoodip.cli.errors.UsageException if the server refuses a method's settings
   */
  static ExperimentCells of(
      Client client, ExperimentPlan plan, String model, List<ExperimentSubject> subjects) {
    Map<MethodVariant, TrainingSettings> settings = new LinkedHashMap<>();
    for (MethodVariant variant : plan.variants()) {
      settings.put(variant, settings(client, plan, variant, model, subjects.get(0)));
    }
    List<ExperimentCell> cells = new ArrayList<>();
    // seeds first: where time is short, all methods have been compared with some
    for (long seed : plan.seeds()) {
      for (ExperimentSubject subject : subjects) {
        settings.forEach(
            (variant, each) ->
                cells.add(
                    cell(
                        plan,
                        subject,
                        variant,
                        seed,
                        training(client, plan, variant, model, subject)
                            .setSettings(each)
                            .setSeed(seed)
                            .build())));
      }
    }
    return new ExperimentCells(
        cells, subjects.stream().map(subject -> classWord(client, plan, model, subject)).toList());
  }

  /** As the plan has them; at equal rows with as many steps as those allow. */
  private static TrainingSettings settings(
      Client client,
      ExperimentPlan plan,
      MethodVariant variant,
      String model,
      ExperimentSubject subject) {
    TrainingSettings settings = variant.trainingSettings();
    if (plan.atEqualRows().isEmpty()) {
      return settings;
    }
    TrainingJob any =
        training(client, plan, variant, model, subject).setSettings(settings).setSeed(0).build();
    // directions and estimator may be the preset's: the server knows them
    TrainingSettings complete =
        new ExperimentJobs(client).find(cell(plan, subject, variant, 0, any)).job().getSettings();
    int steps = UnetRows.steps(complete, plan.atEqualRows().getAsInt());
    return settings.toBuilder().setSteps(steps).build();
  }

  private static TrainingJob.Builder training(
      Client client,
      ExperimentPlan plan,
      MethodVariant variant,
      String model,
      ExperimentSubject subject) {
    return TrainingJob.newBuilder()
        .setSubject(subject.resource(client))
        .setModel(model)
        .setPreset(variant.preset())
        .setEvaluation(plan.evaluation());
  }

  /** Each cell has a concept of its own, since its evaluation asks for it by its name. */
  private static ExperimentCell cell(
      ExperimentPlan plan,
      ExperimentSubject subject,
      MethodVariant variant,
      long seed,
      TrainingJob wanted) {
    String digest = digest(wanted);
    String concept = plan.name() + "-" + digest.substring(0, CONCEPT_DIGITS);
    return new ExperimentCell(
        subject.name(),
        variant,
        seed,
        request(plan, digest),
        wanted.toBuilder().setConceptId(concept).build());
  }

  private static ClassWordScoring classWord(
      Client client, ExperimentPlan plan, String model, ExperimentSubject subject) {
    Evaluation wanted =
        Evaluation.newBuilder()
            .setSubject(subject.resource(client))
            .setModel(model)
            .setSettings(plan.evaluation())
            .build();
    return new ClassWordScoring(subject.name(), request(plan, digest(wanted)), wanted);
  }

  private static String request(ExperimentPlan plan, String digest) {
    return "experiment/" + plan.name() + "/" + digest;
  }

  /** Messages without maps have one form in bytes, and fields to come leave it as it is. */
  private static String digest(Message wanted) {
    return Sha256.of(wanted.toByteArray()).substring(0, DIGITS);
  }
}
