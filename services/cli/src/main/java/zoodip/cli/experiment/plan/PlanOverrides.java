package zoodip.cli.experiment.plan;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is said beside a plan's file, and wins over it.
 *
 * @param subjects a folder of photos, or of such folders
 * @param model its id
 */
public record PlanOverrides(Optional<Path> subjects, Optional<String> model) {
  /** The plan as its file has it. */
  public static final PlanOverrides NONE = new PlanOverrides(Optional.empty(), Optional.empty());
}
