package zoodip.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import zoodip.platform.files.FileErrorText;
import zoodip.platform.files.ProcessLock;
import zoodip.platform.files.TemporaryFolder;

/** Where everything of this process lies: topics, objects and what can be made again from them. */
public final class DataFolder implements AutoCloseable {
  public static final String SETTING = "local.folder";
  private static final String DEFAULT = "zoodip-data";

  /** Held by the process that runs on the folder. */
  private static final String LOCK = "serve.lock";

  private static final String ANOTHER =
      ", or name another folder with --data of 'zoodip serve' or -D" + SETTING;

  private final Path path;
  private final Optional<TemporaryFolder> temporary;

  private DataFolder(Path path, Optional<TemporaryFolder> temporary) {
    this.path = path.toAbsolutePath().normalize();
    this.temporary = temporary;
  }

  /** The folder that the setting local.folder names, zoodip-data otherwise; it stays. */
  public static DataFolder permanent() {
    return new DataFolder(Path.of(System.getProperty(SETTING, DEFAULT)), Optional.empty());
  }

  /** The folder that the setting local.folder names, otherwise a new one that goes on closing. */
  public static DataFolder temporary() {
    if (System.getProperty(SETTING) != null) {
      return permanent();
    }
    TemporaryFolder folder = TemporaryFolder.open("data");
    return new DataFolder(folder.path(), Optional.of(folder));
  }

  public Path path() {
    return path;
  }

  /**
   * Sees that nobody runs on it, and leaves no trace.
   *
   * @throws StartException if it is in use, or its lock cannot be had
   */
  public void requireUnused() {
    if (Files.exists(path.resolve(LOCK))) {
      hold().close();
    }
  }

  /**
   * Keeps other servers off it until that is closed or this process ends; makes it if it is not
   * there.
   *
   * @throws StartException if it is in use or cannot be written
   */
  public ProcessLock hold() {
    try {
      Files.createDirectories(path);
      return ProcessLock.tryHold(path.resolve(LOCK))
          .orElseThrow(
              () ->
                  new StartException(
                      "another zoodip serve runs on %s; stop it%s".formatted(path, ANOTHER)));
    } catch (FileAlreadyExistsException e) {
      throw new StartException(
          "%s is a file, not a folder; remove it%s".formatted(e.getFile(), ANOTHER), e);
    } catch (IOException e) {
      throw new StartException(
          "nothing can be written in %s (%s); mend that%s"
              .formatted(path, FileErrorText.withCauses(e), ANOTHER),
          e);
    }
  }

  /**
   * A folder for everything that need not outlive this process. What a killed process left there is
   * removed.
   */
  public TemporaryFolder forThisProcess() {
    return TemporaryFolder.open(path.resolve("temporary"), "process");
  }

  /** What the services must be told to keep their files here. */
  public Map<String, String> settings() {
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
