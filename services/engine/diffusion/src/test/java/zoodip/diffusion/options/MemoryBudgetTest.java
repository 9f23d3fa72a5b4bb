package zoodip.diffusion.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {
  @AfterEach
  void forget() {
    System.clearProperty(MemoryBudget.WEIGHT_CACHE);
    System.clearProperty(MemoryBudget.CHUNK);
  }

  private static MemoryBudget of(String device) {
    return ModelOptions.on(device, Precision.INT8, Compute.FP32).memory();
  }

  @Test
  void followsTheDevice() {
    assertEquals(new MemoryBudget(64L << 20, 163_840), of("cpu"));
    assertEquals(new MemoryBudget(256L << 20, 1L << 30), of("gpu1"));
  }

  @Test
  void canBeSetForAllDevices() {
    System.setProperty(MemoryBudget.WEIGHT_CACHE, " 2048 ");
    System.setProperty(MemoryBudget.CHUNK, "500");
    for (String device : new String[] {"cpu", "gpu0"}) {
      assertEquals(new MemoryBudget(2048L << 20, 500_000), of(device));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "-1", "1.5", "99999999999"})
  void whatIsNoNumberIsRefused(String value) {
    System.setProperty(MemoryBudget.WEIGHT_CACHE, value);
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> of("cpu"));
    assertTrue(failure.getMessage().contains(MemoryBudget.WEIGHT_CACHE), failure.getMessage());
    assertTrue(failure.getMessage().contains("'" + value + "'"), failure.getMessage());
  }
}
