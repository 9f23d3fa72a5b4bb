package zoodip.local.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemorySamplesTest {
  @Test
  void growthIsTheSlopeAfterTheFirstFifth() {
    MemorySamples memory = new MemorySamples();
    memory.add(new MemorySamples.Sample(100, 10));
    for (int step = 1000; step <= 5000; step += 500) {
      memory.add(new MemorySamples.Sample(step, 500 + step / 500));
    }
    assertEquals(2, memory.growthPerThousandSteps(), 1e-9);
  }

  @Test
  void withoutSamplesThereIsNoGrowth() {
    assertEquals(0, new MemorySamples().growthPerThousandSteps());
  }
}
