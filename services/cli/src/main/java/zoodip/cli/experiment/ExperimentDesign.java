package zoodip.cli.experiment;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.experiment.plan.UnetRows;
import zoodip.client.Client;
import zoodip.platform.digest.Sha256;
import zoodip.v1.Evaluation;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/**
 * Makes a plan's cells. What names a cell's requests follows from what it asks for: a plan that is
 * run again asks for the same, and one that was changed only for what changed.
 */
final class ExperimentDesign {
  private static final int DIGITS = 32;
  private static final int CONCEPT_DIGITS = 16;

  private final ExperimentPlan plan;
  private final String tenant;
  private final String model;
  private final Function<ExperimentCell, TrainingSettings> completion;

  /**
   * @param tenant its resource name
   * @param model its resource name
   * @param completion all settings that a cell's training would have; asked at equal rows alone
   */
  ExperimentDesign(
      ExperimentPlan plan,
      String tenant,
      String model,
      Function<ExperimentCell, TrainingSettings> completion) {
    this.plan = plan;
    this.tenant = tenant;
    this.model = model;
    this.completion = completion;
  }

  /**
   * The cells of a plan on a server.
   *
   * @throws UsageException if the server refuses a method's settings
   */
  static ExperimentCells cells(
      Client client, ExperimentPlan plan, String model, List<ExperimentSubject> subjects) {
    ExperimentJobs jobs = new ExperimentJobs(client);
    return new ExperimentDesign(
            plan, client.tenant(), model, cell -> jobs.find(cell).job().getSettings())
        .cells(subjects);
  }

  /** Seed by seed: where time is short, all methods have been compared with some. */
  ExperimentCells cells(List<ExperimentSubject> subjects) {
    Map<MethodVariant, TrainingSettings> settings = new LinkedHashMap<>();
    plan.variants().forEach(each -> settings.put(each, settings(each, subjects.get(0))));
    List<ExperimentCell> cells = new ArrayList<>();
    for (long seed : plan.seeds()) {
      for (ExperimentSubject subject : subjects) {
        settings.forEach((variant, each) -> cells.add(cell(subject, variant, seed, each)));
      }
    }
    return new ExperimentCells(cells, subjects.stream().map(this::classWord).toList());
  }

  /** As the plan has them; at equal rows with as many steps as those allow. */
  private TrainingSettings settings(MethodVariant variant, ExperimentSubject subject) {
    TrainingSettings settings = variant.trainingSettings();
    if (plan.atEqualRows().isEmpty()) {
      return settings;
    }
    int rows = plan.atEqualRows().getAsInt();
    // directions and estimator may be the preset's
    TrainingSettings complete = completion.apply(cell(subject, variant, 0, settings));
    int steps = UnetRows.steps(complete, rows);
    if (steps < 1) {
      throw new UsageException(
          "at_equal_rows is %d, and one step of '%s' takes more".formatted(rows, variant.name()));
    }
    return settings.toBuilder().setSteps(steps).build();
  }

  /** Each has a concept of its own, since its evaluation asks for it by its name. */
  private ExperimentCell cell(
      ExperimentSubject subject, MethodVariant variant, long seed, TrainingSettings settings) {
    TrainingJob.Builder wanted =
        TrainingJob.newBuilder()
            .setSubject(subject.resource(tenant))
            .setModel(model)
            .setPreset(variant.preset())
            .setPrecision(variant.precision())
            .setSettings(settings)
            .setSeed(seed)
            .setEvaluation(plan.evaluation());
    String digest = digest(wanted.build());
    String concept = plan.name() + "-" + digest.substring(0, CONCEPT_DIGITS);
    return new ExperimentCell(
        subject.name(), variant, seed, request(digest), wanted.setConceptId(concept).build());
  }

  private ScoringRequest classWord(ExperimentSubject subject) {
    Evaluation wanted =
        Evaluation.newBuilder()
            .setSubject(subject.resource(tenant))
            .setModel(model)
            .setSettings(plan.evaluation())
            .build();
    return ScoringRequest.ofClassWord(subject.name(), request(digest(wanted)), wanted);
  }

  private String request(String digest) {
    return "experiment/" + plan.name() + "/" + digest;
  }

  /** Messages without maps have one form in bytes, and fields to come leave it as it is. */
  private static String digest(Message wanted) {
    return Sha256.of(wanted.toByteArray()).substring(0, DIGITS);
  }
}
