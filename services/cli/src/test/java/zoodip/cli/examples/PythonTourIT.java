package zoodip.cli.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.LocalServer;

/** The example of a Python client does what it shows, with stubs made from the proto files. */
@ExtendWith(LocalServer.Extension.class)
@Timeout(900)
class PythonTourIT {
  private static final Path EXAMPLE = Path.of("../../docs/examples/python").toAbsolutePath();
  private static final Path ENVIRONMENT = Path.of("target/python").toAbsolutePath();

  @Test
  void aStockPythonClientDoesTheWholeTour(LocalServer server, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(environmentIsMade(), "no Python, or no package index: the Python tour is skipped");
    Path stubs = folder.resolve("stubs");
    Path log = folder.resolve("log.txt");
    assertEquals(0, run(log, EXAMPLE.resolve("stubs.sh"), stubs), () -> text(log));

    int code =
        run(
            log,
            python(),
            EXAMPLE.resolve("tour.py"),
            "--server",
            server.address(),
            "--photos",
            server.photos(),
            "--subject-id",
            "python-mug",
            "--steps",
            30,
            "--out",
            folder.resolve("tour"));

    assertEquals(0, code, () -> text(log));
    assertTrue(text(log).contains("tour done"), () -> text(log));
    assertTrue(Files.size(folder.resolve("tour/snow-1.png")) > 0);
    assertTrue(Files.size(folder.resolve("tour/job/loss-curve.png")) > 0);
    assertTrue(Files.size(folder.resolve("tour/learned_embeds.safetensors")) > 0);
  }

  private static boolean environmentIsMade() throws InterruptedException {
    Path log = ENVIRONMENT.resolveSibling("python.log");
    try {
      Files.createDirectories(ENVIRONMENT);
      return run(log, "python3", "-m", "venv", ENVIRONMENT) == 0
          && run(
                  log,
                  python(),
                  "-m",
                  "pip",
                  "install",
                  "--quiet",
                  "--retries",
                  "1",
                  "-r",
                  EXAMPLE.resolve("requirements.txt"))
              == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path python() {
    return ENVIRONMENT.resolve("bin").resolve("python");
  }

  private static int run(Path log, Object... command) throws IOException, InterruptedException {
    List<String> words = Arrays.stream(command).map(String::valueOf).toList();
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("PYTHON", python().toString());
    builder.environment().put("PYTHONPATH", log.resolveSibling("stubs").toString());
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(words + " does not end");
    }
    return process.exitValue();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "nothing was written: " + e;
    }
  }
}
