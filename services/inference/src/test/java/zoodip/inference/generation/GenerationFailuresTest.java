package zoodip.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import zoodip.v1.ErrorReason;

class GenerationFailuresTest {
  private static ErrorReason reason(Throwable failure) {
    return GenerationFailures.of(failure).reason();
  }

  @Test
  void aLackOfMemoryIsToldByNameWhoeverLacksIt() {
    Throwable heap = new OutOfMemoryError("Java heap space");
    assertEquals(ErrorReason.ERROR_REASON_OUT_OF_MEMORY, reason(heap));
    assertEquals(
        ErrorReason.ERROR_REASON_OUT_OF_MEMORY, reason(new IllegalStateException("call", heap)));
    assertEquals(
        ErrorReason.ERROR_REASON_OUT_OF_MEMORY,
        reason(
            new EngineException(
                "[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate"
                    + " memory: you tried to allocate 68719476736 bytes.")));
    assertEquals(
        ErrorReason.ERROR_REASON_INTERNAL, reason(new IllegalStateException("index 3 of 2")));
  }
}
