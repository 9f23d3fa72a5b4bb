package zoodip.trainer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import zoodip.diffusion.engine.DeviceFigure;
import zoodip.diffusion.engine.ResidentMemory;

/** What a trainer tells about its steps and its memory. */
final class TrainingMetrics {
  private final Timer steps;

  TrainingMetrics(MeterRegistry registry, String device) {
    steps =
        Timer.builder("zoodip.training.step")
            .description("Update steps: how many, and how long they take")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    Gauge.builder("zoodip.process.resident.memory", ResidentMemory::nowBytes)
        .description("Memory of this process, native tensors included; NaN where unknown")
        .baseUnit("bytes")
        .register(registry);
    DeviceFigure.of(device).forEach(figure -> register(registry, device, figure));
  }

  private static void register(MeterRegistry registry, String device, DeviceFigure figure) {
    Gauge.builder(figure.name(), figure.value()::getAsDouble)
        .description(figure.description())
        .baseUnit(figure.unit())
        .tag("device", device)
        .register(registry);
  }

  void time(Runnable step) {
    steps.record(step);
  }
}
