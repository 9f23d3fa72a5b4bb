package zoodip.cli.experiment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import zoodip.v1.EvaluationSettings;

/**
 * What is compared: each variant of each method learns each subject with each seed.
 *
 * @param name what the plan's jobs and concepts are called by
 * @param description for the report
 * @param model its id; empty: the server's only one
 * @param subjects where their photos come from, one source at least
 * @param evaluation how each concept, and each class word, is scored
 * @param seeds of the trainings, all different
 * @param baseline the name of the variant that others are compared with
 * @param variants of all methods, in the plan's order, with names that differ
 * @param atEqualRows rows of the UNet that a training has at most: its steps follow from that
 * @param queue jobs that the server has of this plan at a time
 */
public record ExperimentPlan(
    String name,
    String description,
    Optional<String> model,
    List<SubjectSource> subjects,
    EvaluationSettings evaluation,
    List<Long> seeds,
    Optional<String> baseline,
    List<MethodVariant> variants,
    OptionalInt atEqualRows,
    int queue) {

  public ExperimentPlan {
    subjects = List.copyOf(subjects);
    seeds = List.copyOf(seeds);
    variants = List.copyOf(variants);
  }

  /** The variant of that name, if there is one. */
  public Optional<MethodVariant> variant(String wanted) {
    return variants.stream().filter(one -> one.name().equals(wanted)).findFirst();
  }

  /**
   * All trainings, seed by seed.
   *
   * @param names of the subjects, in the plan's order
   */
  public List<CellKey> cells(List<String> names) {
    List<CellKey> cells = new ArrayList<>();
    for (long seed : seeds) {
      for (String subject : names) {
        variants.forEach(variant -> cells.add(new CellKey(subject, variant.name(), seed)));
      }
    }
    return cells;
  }
}
