package zoodip.trainer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import zoodip.diffusion.engine.ResidentMemory;

/** What a trainer tells about its steps and its memory. */
final class TrainingMetrics {
  private final Timer steps;

  TrainingMetrics(MeterRegistry registry) {
    steps =
        Timer.builder("zoodip.training.step")
            .description("Update steps: how many, and how long they take")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    Gauge.builder("zoodip.process.resident.memory", ResidentMemory::nowBytes)
        .description("Memory of this process, native tensors included; NaN where unknown")
        .baseUnit("bytes")
        .register(registry);
  }

  void time(Runnable step) {
    steps.record(step);
  }
}
