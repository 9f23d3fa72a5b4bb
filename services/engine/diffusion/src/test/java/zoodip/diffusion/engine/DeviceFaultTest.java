package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFaultTest {
  private static final String ASSERT =
      "CUDA error: device-side assert triggered\nCompile with `TORCH_USE_CUDA_DSA`";

  /** What a JVM of its own runs: work that fails as on a GPU, and a shutdown that would wait. */
  static final class Fails {
    public static void main(String... arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shut down")));
      try {
        TorchThread.shared()
            .run(
                () -> {
                  throw new ai.djl.engine.EngineException(arguments[0]);
                });
      } catch (ai.djl.engine.EngineException e) {
        System.out.println("went on");
      }
    }
  }

  private record Run(int code, String output) {}

  private static Run run(String message) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Fails.class.getName(),
                message)
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process hangs after: " + message);
    }
    byte[] output = process.getInputStream().readAllBytes();
    return new Run(process.exitValue(), new String(output, StandardCharsets.UTF_8));
  }

  @Test
  void theProcessEndsAtOnce() throws Exception {
    Run run = run(ASSERT);
    assertEquals(DeviceFault.EXIT_STATUS, run.code(), run.output());
    assertTrue(run.output().contains("The GPU has failed"), run.output());
    assertTrue(run.output().contains("device-side assert triggered"), run.output());
    assertFalse(run.output().contains("went on"), run.output());
    assertFalse(run.output().contains("shut down"), run.output());
  }

  @Test
  void afterOtherFailuresItGoesOn() throws Exception {
    Run run = run("CUDA out of memory. Tried to allocate 2.00 GiB");
    assertEquals(0, run.code(), run.output());
    assertTrue(run.output().contains("went on"), run.output());
    assertTrue(run.output().contains("shut down"), run.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ASSERT,
        "CUDA error: an illegal memory access was encountered",
        "CUDA error: unspecified launch failure",
        "CUDA error: uncorrectable ECC error encountered",
        "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm`"
      })
  void whatCudaDoesNotRecoverFromIsKnownAlongTheCauses(String message) {
    Throwable failure = new ai.djl.engine.EngineException(message);
    assertTrue(DeviceFault.isBehind(failure));
    assertTrue(DeviceFault.isBehind(new IllegalStateException("outer", failure)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "CUDA error: out of memory",
        "CUDA error: invalid argument",
        "a prompt about an unknown error"
      })
  void otherFailuresAreNot(String message) {
    assertFalse(DeviceFault.isBehind(new ai.djl.engine.EngineException(message)));
    assertFalse(DeviceFault.isBehind(new IllegalStateException()));
  }
}
