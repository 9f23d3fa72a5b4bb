package zoodip.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Where everything of this process lies: topics, objects and what can be made again from them. */
final class DataFolder implements AutoCloseable {
  static final String SETTING = "local.folder";
  private static final String DEFAULT = "zoodip-data";

  private final Path path;
  private final boolean temporary;

  DataFolder(Path path, boolean temporary) {
    this.path = path.toAbsolutePath().normalize();
    this.temporary = temporary;
  }

  /** The folder that the setting local.folder names, zoodip-data otherwise; it stays. */
  static DataFolder permanent() {
    return new DataFolder(Path.of(System.getProperty(SETTING, DEFAULT)), false);
  }

  /** The folder that the setting local.folder names, otherwise a new one that goes on closing. */
  static DataFolder temporary() {
    if (System.getProperty(SETTING) != null) {
      return permanent();
    }
    try {
      return new DataFolder(Files.createTempDirectory("zoodip-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  Path path() {
    return path;
  }

  /** What the services must be told to keep their files here. */
  Map<String, String> settings() {
    return Map.of(
        SETTING,
        path.toString(),
        "gateway.fold.state-dir",
        path.resolve("streams").toString(),
        "model-cache.folder",
        path.resolve("models").toString());
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      System.err.println("Something is left in " + path + ": " + e);
    }
  }
}
