package zoodip.cli.experiment.plan;

import java.nio.file.Path;
import java.util.List;

/** Where the photos of a plan's subjects come from. */
public sealed interface PlannedSubjects {
  /** Toys of the toybox, by their names. */
  record Toys(List<String> names) implements PlannedSubjects {
    public Toys {
      names = List.copyOf(names);
    }
  }

  /** Folders of photos within one: each with a subject.json, or all with DreamBooth's list. */
  record PhotoFolders(Path folder) implements PlannedSubjects {}
}
