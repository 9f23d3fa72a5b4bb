package zoodip.local.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void growthIsTheSlopeAfterTheFirstFifth() {
    Memory memory = new Memory();
    memory.add(new Memory.Sample(100, 10));
    for (int step = 1000; step <= 5000; step += 500) {
      memory.add(new Memory.Sample(step, 500 + step / 500));
    }
    assertEquals(2, memory.growthPerThousandSteps(), 1e-9);
  }

  @Test
  void withoutSamplesThereIsNoGrowth() {
    assertEquals(0, new Memory().growthPerThousandSteps());
  }
}
