package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run on GPUs where there are some, on the processor: so that it does not rot. */
class GpuCheckIT {
  private static final Path SCRIPT = Path.of("../../infra/gpu/check.sh");

  @TempDir private Path folder;

  private String check(int expected, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(expected, process.exitValue(), output);
    return output;
  }

  private static void assumeBash() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the check is a script of bash");
  }

  @Test
  void theWholeCheckRunsOnAProcessor() throws Exception {
    assumeBash();
    String output = check(0, "cpu", folder.toString(), "--steps", "2", "--directions", "16");
    JsonObject report =
        JsonParser.parseString(Files.readString(folder.resolve("cpu.json"))).getAsJsonObject();
    assertTrue(report.get("sound").getAsBoolean(), output);
    JsonObject goldens = report.getAsJsonObject("goldens");
    assertTrue(goldens.keySet().containsAll(Set.of("sd15", "sd21", "sdxl", "clip", "dinov2")));
    for (String family : goldens.keySet()) {
      assertEquals(0, goldens.getAsJsonObject(family).get("failed").getAsInt(), family);
    }
    JsonObject fidelity = report.getAsJsonObject("fidelity");
    assertTrue(fidelity.get("int8/fp32").getAsDouble() > 0.95, fidelity::toString);
    assertTrue(fidelity.get("bf16/bf16").getAsDouble() < 0.95, fidelity::toString);
    assertEquals(Set.of("toybox"), report.getAsJsonObject("sizes").keySet());
    assertTrue(report.getAsJsonObject("two_jobs").get("same_bits_as_alone").getAsBoolean(), output);
    String table = Files.readString(folder.resolve("cpu.md"));
    assertTrue(table.contains("| what | here | paper, RTX 3090 |"), table);
    assertTrue(table.contains("| reference tensors of sdxl | 106 of 106 agree |"), table);
  }

  @Test
  void aGpuThatIsNotThereIsNamed() throws Exception {
    assumeBash();
    String output = check(2, "gpu900", folder.toString());
    assertTrue(output.contains("the device is gpu900"), output);
  }
}
