package zoodip.local;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import zoodip.platform.files.TemporaryFolder;

/** Where everything of this process lies: topics, objects and what can be made again from them. */
final class DataFolder implements AutoCloseable {
  static final String SETTING = "local.folder";
  private static final String DEFAULT = "zoodip-data";

  private final Path path;
  private final Optional<TemporaryFolder> temporary;

  private DataFolder(Path path, Optional<TemporaryFolder> temporary) {
    this.path = path.toAbsolutePath().normalize();
    this.temporary = temporary;
  }

  /** The folder that the setting local.folder names, zoodip-data otherwise; it stays. */
  static DataFolder permanent() {
    return new DataFolder(Path.of(System.getProperty(SETTING, DEFAULT)), Optional.empty());
  }

  /** The folder that the setting local.folder names, otherwise a new one that goes on closing. */
  static DataFolder temporary() {
    if (System.getProperty(SETTING) != null) {
      return permanent();
    }
    TemporaryFolder folder = TemporaryFolder.open("data");
    return new DataFolder(folder.path(), Optional.of(folder));
  }

  Path path() {
    return path;
  }

  /**
   * A folder for everything that need not outlive this process. What a killed process left there is
   * removed.
   */
  TemporaryFolder forThisProcess() {
    return TemporaryFolder.open(path.resolve("temporary"), "process");
  }

  /** What the services must be told to keep their files here. */
  Map<String, String> settings() {
    return Map.of(
        SETTING,
        path.toString(),
        "gateway.fold.state-dir",
        path.resolve("streams").toString(),
        "gateway.photos.arrivals-folder",
        path.resolve("arrivals").toString(),
        "model-cache.folder",
        path.resolve("models").toString());
  }

  @Override
  public void close() {
    try {
      temporary.ifPresent(TemporaryFolder::close);
    } catch (UncheckedIOException e) {
      System.err.println(e.getMessage() + ": " + e.getCause());
    }
  }
}
