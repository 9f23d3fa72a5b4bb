package zoodip.cli.experiment;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.PlanFile;
import zoodip.cli.experiment.plan.PlanOverrides;

/** Which plan is meant, and what is said beside it. */
final class PlanOptions {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private Path file;

  @Option(
      names = "--subjects",
      paramLabel = "DIR",
      description = "Instead of the plan's subjects: a folder as a plan may name it.")
  private Path subjects;

  @Option(names = "--model", paramLabel = "ID", description = "Instead of the plan's base model.")
  private String model;

  /**
   * The plan.
   *
   * @throws zoodip.cli.errors.UsageException if it is none
   */
  ExperimentPlan plan() {
    return PlanFile.read(
        file, new PlanOverrides(Optional.ofNullable(subjects), Optional.ofNullable(model)));
  }

  /** The plan and its options as a command line has them: {@code plan.yaml --model sd15}. */
  String typed() {
    StringBuilder typed = new StringBuilder(file.toString());
    if (subjects != null) {
      typed.append(" --subjects ").append(subjects);
    }
    if (model != null) {
      typed.append(" --model ").append(model);
    }
    return typed.toString();
  }
}
