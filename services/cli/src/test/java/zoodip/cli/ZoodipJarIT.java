package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ZoodipJarIT {
  private static final String GOLDENS = "../engine/diffusion/src/test/resources/goldens/";

  @Test
  void runsAloneFromItsFile() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/zoodip.jar",
                "models",
                "check",
                GOLDENS + "sd15",
                "--reference",
                GOLDENS + "sd15.safetensors")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), output);
    assertTrue(output.contains(" 0 failed; skipped 0"), output);
  }
}
