package zoodip.inference.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.IntSupplier;
import zoodip.diffusion.engine.DeviceFigure;
import zoodip.v1.ErrorReason;

/** What an inference node tells of its work. */
@ApplicationScoped
public class GenerationMetrics {
  private final MeterRegistry meters;
  private final Counter images;
  private final Counter steps;
  private final Timer perImage;
  private final DistributionSummary batchRows;

  @Inject
  public GenerationMetrics(MeterRegistry meters) {
    this.meters = meters;
    images =
        Counter.builder("zoodip.inference.pictures").description("Pictures drawn").register(meters);
    steps =
        Counter.builder("zoodip.inference.steps")
            .description("Calls of UNets, each for a batch")
            .register(meters);
    perImage =
        Timer.builder("zoodip.inference.picture.time")
            .description("Time of a batch divided by its pictures")
            .register(meters);
    batchRows =
        DistributionSummary.builder("zoodip.inference.batch.rows")
            .description("Pictures drawn together")
            .register(meters);
  }

  void step() {
    steps.increment();
  }

  void generated(int rows, Duration time) {
    images.increment(rows);
    batchRows.record(rows);
    for (int row = 0; row < rows; row++) {
      perImage.record(time.dividedBy(rows));
    }
  }

  void failed(ErrorReason reason) {
    meters.counter("zoodip.inference.calls.failed", "reason", reason.name()).increment();
  }

  /** Tells of a GPU's memory and load; of a processor the system does. */
  void watch(String device) {
    DeviceFigure.of(device).forEach(figure -> register(device, figure));
  }

  private void register(String device, DeviceFigure figure) {
    Gauge.builder(figure.name(), figure.value()::getAsDouble)
        .description(figure.description())
        .baseUnit(figure.unit())
        .tag("device", device)
        .register(meters);
  }

  void watch(IntSupplier queued, IntSupplier models) {
    Gauge.builder("zoodip.inference.queue", queued::getAsInt)
        .description("Calls that are drawn or wait")
        .register(meters);
    Gauge.builder("zoodip.inference.models.open", models::getAsInt)
        .description("Models in memory")
        .register(meters);
  }
}
