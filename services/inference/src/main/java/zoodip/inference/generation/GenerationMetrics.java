package zoodip.inference.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import zoodip.diffusion.engine.DeviceFigure;
import zoodip.platform.metrics.Buckets;
import zoodip.v1.ErrorReason;

/** What an inference node tells of its work. */
@ApplicationScoped
public class GenerationMetrics {
  private static final double[] ROWS = {1, 2, 4, 8, 16, 32};

  private final MeterRegistry meters;
  private final Map<ErrorReason, Counter> failures = new EnumMap<>(ErrorReason.class);
  private final Counter images;
  private final Counter steps;
  private final Timer perImage;
  private final DistributionSummary batchRows;
  private final DistributionSummary batchFill;
  private final Timer waits;

  @Inject
  public GenerationMetrics(MeterRegistry meters) {
    this.meters = meters;
    images =
        Counter.builder("zoodip.inference.pictures")
            .description("Images generated")
            .register(meters);
    steps =
        Counter.builder("zoodip.inference.steps")
            .description("Calls of UNets, each for a batch")
            .register(meters);
    perImage =
        Timer.builder("zoodip.inference.picture.time")
            .description("Time of a batch divided by its images")
            .serviceLevelObjectives(Buckets.steps())
            .register(meters);
    batchRows =
        DistributionSummary.builder("zoodip.inference.batch.rows")
            .description("Images generated together")
            .serviceLevelObjectives(ROWS)
            .register(meters);
    batchFill =
        DistributionSummary.builder("zoodip.inference.batch.fill")
            .description("Images of a batch as a share of those that it has room for")
            .baseUnit("ratio")
            .register(meters);
    waits =
        Timer.builder("zoodip.inference.wait")
            .description("From a call's place in the queue to its first image's batch")
            .serviceLevelObjectives(Buckets.calls())
            .register(meters);
    for (ErrorReason reason : ErrorReason.values()) {
      if (reason != ErrorReason.UNRECOGNIZED) {
        failures.put(reason, failures(meters, reason));
      }
    }
  }

  private static Counter failures(MeterRegistry meters, ErrorReason reason) {
    return Counter.builder("zoodip.inference.calls.failed")
        .description("Calls that were refused or failed")
        .tag("reason", reason.name())
        .register(meters);
  }

  /** A batch is about to be generated: calls whose first row is in it have waited until now. */
  void begun(GenerationBatch batch) {
    batchFill.record((double) batch.entries().size() / batch.entries().get(0).call().batchRows());
    batch.entries().stream()
        .filter(entry -> entry.index() == 0)
        .forEach(entry -> waits.record(entry.call().age()));
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
    failures.get(reason).increment();
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
        .description("Calls whose images are generated or wait")
        .register(meters);
    Gauge.builder("zoodip.inference.models.open", models::getAsInt)
        .description("Models in memory")
        .register(meters);
  }
}
