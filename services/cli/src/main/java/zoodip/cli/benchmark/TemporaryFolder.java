package zoodip.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that do not outlive the command. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** A folder that goes when this process ends. */
  static Path forThisProcess() {
    try {
      Path folder = Files.createTempDirectory("zoodip-benchmark-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteOrTell(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void deleteOrTell(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      System.err.println("Something is left in " + folder + ": " + e);
    }
  }
}
