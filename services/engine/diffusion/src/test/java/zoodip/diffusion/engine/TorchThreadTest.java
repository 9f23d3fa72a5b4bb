package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TorchThreadTest {

  @Test
  void doesAllWorkOnOneThread() {
    List<Thread> threads =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> TorchThread.shared().call(Thread::currentThread))
            .distinct()
            .toList();
    assertEquals(1, threads.size());
    assertNotSame(Thread.currentThread(), threads.get(0));
    assertTrue(threads.get(0).isDaemon());
  }

  @Test
  void runsWorkGivenFromItsOwnThreadAtOnce() {
    assertEquals(42, TorchThread.shared().call(() -> TorchThread.shared().call(() -> 42)));
  }

  @Test
  void handsFailuresToTheCaller() {
    IllegalStateException failure = new IllegalStateException("no");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                TorchThread.shared()
                    .run(
                        () -> {
                          throw failure;
                        })));
    EngineException wrapped =
        assertThrows(
            EngineException.class,
            () ->
                TorchThread.shared()
                    .call(
                        () -> {
                          throw new IOException("disk");
                        }));
    assertTrue(wrapped.getMessage().contains("disk"));
  }

  @Test
  void finishesTheWorkOfAnInterruptedCallerAndKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    try {
      assertEquals("done", TorchThread.shared().call(() -> "done"));
      assertTrue(Thread.interrupted());
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void scopesFreeTheirTensors() {
    TorchThread.shared()
        .run(
            () -> {
              NDArray tensor;
              try (TensorScope scope = TensorScope.open()) {
                tensor = scope.floats(new float[] {1, 2}, 2);
                assertEquals(1, scope.held());
              }
              assertThrows(IllegalStateException.class, tensor::toFloatArray);
            });
  }

  @Test
  void saysWhichProgramDoesNotExist() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TorchThread.shared()
                .run(
                    () ->
                        Program.load(
                            List.of("no_such_text"), new ModuleObject("X", Map.of()), "cpu")));
  }
}
