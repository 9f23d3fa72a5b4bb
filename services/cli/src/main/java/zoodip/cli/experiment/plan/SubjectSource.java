package zoodip.cli.experiment.plan;

import java.nio.file.Path;

/** Where photos of a plan's subjects come from. */
public sealed interface SubjectSource {
  /** One toy of the toybox, by its name. */
  record Toy(String name) implements SubjectSource {}

  /**
   * Photos in a folder, or folders of photos within it: each with a subject.json, or all with
   * DreamBooth's list.
   */
  record PhotoFolders(Path folder) implements SubjectSource {}
}
