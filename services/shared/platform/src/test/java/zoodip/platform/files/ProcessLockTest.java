package zoodip.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessLockTest {
  @TempDir Path folder;

  @Test
  void whatThisProcessHoldsStaysHeldForOthersWhenItAsksAgain() throws Exception {
    Path file = folder.resolve("lock");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (ProcessLock held = ProcessLock.tryHold(file).orElseThrow()) {
      assertTrue(ProcessLock.tryHold(file).isEmpty());
      assertTrue(ProcessLock.tryHold(link.resolve("lock")).isEmpty());
      assertEquals("held", seenByAnother(file));
    }
    assertEquals("free", seenByAnother(file));
  }

  @Test
  void closingTwiceDoesNotForgetTheNextHolder() throws Exception {
    Path file = folder.resolve("lock");
    ProcessLock first = ProcessLock.tryHold(file).orElseThrow();
    first.close();
    try (ProcessLock second = ProcessLock.tryHold(file).orElseThrow()) {
      first.close();
      assertTrue(ProcessLock.tryHold(file).isEmpty());
    }
  }

  private static String seenByAnother(Path file) throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(other.getInputStream().readAllBytes());
  }

  /** A process that says whether it can hold a file. */
  static final class Other {
    private Other() {}

    public static void main(String... arguments) throws IOException {
      System.out.print(ProcessLock.tryHold(Path.of(arguments[0])).isPresent() ? "free" : "held");
    }
  }
}
