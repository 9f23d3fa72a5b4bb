package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine starts once a process, so each start here has a JVM of its own. */
class EngineStartTest {
  private static final String LIBRARY = System.mapLibraryName("torch");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /** What such a JVM runs: starts the engine twice, on the device that is named. */
  static final class Starts {
    public static void main(String... arguments) {
      int failures = 0;
      for (int i = 0; i < 2; i++) {
        try {
          TorchThread.startOn(arguments[0]);
        } catch (EngineStartException e) {
          System.out.println(e.getMessage());
          failures++;
        }
      }
      System.exit(failures);
    }
  }

  private record Run(int code, List<String> lines) {}

  private static Run start(Map<String, String> environment, String device, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Starts.class.getName(), device));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the start hangs with " + environment);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.exitValue(), output.lines().toList());
  }

  /** Both starts fail with the same line. */
  private static void assertRefused(Run run, String... parts) {
    assertEquals(2, run.code(), () -> String.join("\n", run.lines()));
    assertEquals(2, run.lines().size(), () -> String.join("\n", run.lines()));
    assertEquals(run.lines().get(0), run.lines().get(1));
    for (String part : parts) {
      assertTrue(run.lines().get(0).contains(part), run.lines().get(0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PYTORCH_VERSION; 9.9.9; built for libtorch 2.7.1: unset PYTORCH_VERSION",
        "PYTORCH_FLAVOR; nonsense; can only be cpu",
        "PYTORCH_FLAVOR; cu128; set PYTORCH_LIBRARY_PATH to the lib folder",
        "PYTORCH_LIBRARY_PATH; /no/such/folder; which does not exist",
        "ZOODIP_ENGINE_THREADS; many; 1 to 999",
        "ZOODIP_ENGINE_THREADS; 0; 1 to 999",
      })
  void aSettingThatCannotBeFollowedIsNamed(String variable, String value, String advice)
      throws Exception {
    assertRefused(start(Map.of(variable, value), "cpu"), variable, value, advice);
  }

  @Test
  void aFolderWithoutLibtorchIsNotIgnored() throws Exception {
    assertRefused(
        start(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()), "cpu"),
        "PYTORCH_LIBRARY_PATH is " + folder + ", where there is no " + LIBRARY,
        "or unset it to use the one that comes along");
  }

  @Test
  void aDamagedLibraryIsNamed() throws Exception {
    Files.writeString(folder.resolve(LIBRARY), "no library");
    assertRefused(
        start(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()), "cpu"),
        "libtorch cannot be loaded",
        folder.toString(),
        "or unset it");
  }

  @Test
  void aLibraryThatWasUnpackedInPartIsNamed() throws Exception {
    Path unpacked = folder.resolve("pytorch");
    Platform own = Platform.detectPlatform("pytorch");
    String name = own.getVersion() + "-" + own.getFlavor() + "-" + own.getClassifier();
    Files.createDirectories(unpacked.resolve(name));
    Files.writeString(unpacked.resolve(name).resolve(LIBRARY), "half of it");
    assertRefused(
        start(Map.of("DJL_CACHE_DIR", folder.toString()), "cpu"),
        "libtorch cannot be loaded",
        "delete " + unpacked);
  }

  @ParameterizedTest
  @CsvSource({"DJL_CACHE_DIR", "ENGINE_CACHE_DIR"})
  void aFolderThatCannotBeWrittenIsNamed(String variable) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertRefused(
        start(Map.of(variable, file.toString()), "cpu"),
        "libtorch cannot be unpacked into " + file,
        "set DJL_CACHE_DIR");
  }

  @Test
  void jnaWithoutItsNativePartIsNamed() throws Exception {
    assertRefused(
        start(Map.of(), "cpu", "-Djna.noclasspath=true", "-Djna.boot.library.path=/nowhere"),
        "JNA cannot load its native part",
        "jna.tmpdir");
  }

  @Test
  void aDeviceThatLibtorchDoesNotHaveIsNamed() throws Exception {
    assertRefused(start(Map.of(), "gpu900"), "the device is gpu900", "use ");
  }

  @Test
  void startsWhereNothingIsWrong() throws Exception {
    Run run = start(Map.of("PYTORCH_VERSION", "2.7.1", "PYTORCH_FLAVOR", ""), "cpu");
    assertEquals(0, run.code(), () -> String.join("\n", run.lines()));
    assertFalse(run.lines().stream().anyMatch(line -> line.contains("libtorch")));
  }
}
