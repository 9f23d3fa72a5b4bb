package zoodip.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TemporaryFolderTest {
  @TempDir Path folder;

  @Test
  void itGoesWithAllThatIsInIt() throws IOException {
    Path home = folder.resolve("temporary");
    Path path;
    try (TemporaryFolder temporary = TemporaryFolder.open(home, "import")) {
      path = temporary.path();
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "weights");
    }
    assertTrue(Files.notExists(path));
    assertEquals(List.of(), folders(home));
  }

  @Test
  void foldersInUseStay() throws IOException {
    Path home = folder.resolve("temporary");
    try (TemporaryFolder first = TemporaryFolder.open(home, "import");
        TemporaryFolder second = TemporaryFolder.open(home, "import")) {
      assertTrue(Files.isDirectory(first.path()));
      assertTrue(Files.isDirectory(second.path()));
    }
  }

  @Test
  void whatAKilledProcessLeftIsSweptAndWhatALivingOneUsesIsNot() throws Exception {
    Path home = folder.resolve("temporary");
    Process killed = holder(home);
    Process living = holder(home);
    try {
      Path left = said(killed);
      Path used = said(living);
      killed.destroyForcibly().waitFor();
      try (TemporaryFolder temporary = TemporaryFolder.open(home, "import")) {
        assertTrue(Files.notExists(left));
        assertTrue(Files.exists(used.resolve("photo")));
        assertEquals(Stream.of(used, temporary.path()).sorted().toList(), folders(home));
      }
    } finally {
      living.destroyForcibly().waitFor();
      killed.destroyForcibly().waitFor();
    }
  }

  /** Through whatever path the home is named. */
  @Test
  void anotherProcessLeavesAllFoldersOfThisOne() throws Exception {
    Path home = folder.resolve("temporary");
    Files.createDirectory(folder.resolve("elsewhere"));
    try (TemporaryFolder first = TemporaryFolder.open(home, "process");
        TemporaryFolder second =
            TemporaryFolder.open(folder.resolve("elsewhere/../temporary"), "toybox")) {
      Process other = holder(home);
      try {
        Path theirs = said(other);
        assertEquals(
            Stream.of(first.path(), home.resolve(second.path().getFileName()), theirs)
                .sorted()
                .toList(),
            folders(home));
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  /** Two processes that begin at the same time. */
  @Test
  void aFolderThatAnotherProcessIsJustMakingIsShared() throws IOException {
    Path home = Files.createDirectory(folder.resolve("temporary"));
    Files.createFile(home.resolve("owner-17.lock"));
    try (TemporaryFolder temporary = TemporaryFolder.open(home, "import")) {
      assertTrue(Files.isDirectory(temporary.path()));
    }
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws IOException {
    Path precious = Files.createDirectories(folder.resolve("data/objects"));
    assertThrows(
        UncheckedIOException.class, () -> TemporaryFolder.open(precious.getParent(), "import"));
    assertTrue(Files.isDirectory(precious));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void nobodyElseLooksIn() throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.open(folder.resolve("t"), "import")) {
      for (Path each : List.of(temporary.path(), temporary.path().getParent())) {
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
      }
    }
  }

  private static List<Path> folders(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Process holder(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path said(Process holder) throws IOException {
    BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8);
    return Path.of(lines.readLine());
  }

  /** A process that has a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws Exception {
      TemporaryFolder held = TemporaryFolder.open(Path.of(arguments[0]), "import");
      Files.writeString(held.path().resolve("photo"), "of a dog");
      System.out.println(held.path());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
