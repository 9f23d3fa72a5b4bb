package zoodip.trainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import zoodip.diffusion.engine.DeviceFigure;
import zoodip.diffusion.training.StepTimings;
import zoodip.platform.metrics.Buckets;
import zoodip.trainer.journal.JournalMetrics;
import zoodip.trainer.training.BatchObserver;
import zoodip.trainer.training.LossFunction;
import zoodip.trainer.training.ModelMeasurements;
import zoodip.trainer.training.TrainingSession;

/** What a trainer tells about its steps, its journals and its device. */
final class TrainingMetrics implements BatchObserver {
  private static final double[] TRAININGS = {1, 2, 4, 8, 16};
  private static final double NANOS = 1e9;

  private final Timer steps;
  private final Counter rows;
  private final Timer text;
  private final Timer unet;
  private final Timer update;
  private final Timer refresh;
  private final DistributionSummary trainings;
  private final JournalMetrics journals;

  TrainingMetrics(MeterRegistry registry, String device) {
    steps =
        Timer.builder("zoodip.training.step")
            .description("Update steps: how many, and how long they take")
            .serviceLevelObjectives(Buckets.steps())
            .register(registry);
    rows =
        Counter.builder("zoodip.training.rows")
            .description("Rows that the UNet computed for update steps")
            .register(registry);
    text = part(registry, "text");
    unet = part(registry, "unet");
    update = part(registry, "update");
    refresh = part(registry, "refresh");
    trainings =
        DistributionSummary.builder("zoodip.training.batch.trainings")
            .description("Trainings whose steps were computed together")
            .serviceLevelObjectives(TRAININGS)
            .register(registry);
    journals = new JournalMetrics(registry);
    DeviceFigure.of(device).forEach(figure -> register(registry, device, figure));
  }

  private static Timer part(MeterRegistry registry, String part) {
    return Timer.builder("zoodip.training.step.part")
        .description("Where the time of steps goes")
        .tag("part", part)
        .register(registry);
  }

  private static void register(MeterRegistry registry, String device, DeviceFigure figure) {
    Gauge.builder(figure.name(), figure.value()::getAsDouble)
        .description(figure.description())
        .baseUnit(figure.unit())
        .tag("device", device)
        .register(registry);
  }

  JournalMetrics journals() {
    return journals;
  }

  /** Does a step, and tells what it took, and what of that was not the model's. */
  void step(TrainingSession session, LossFunction lossFunction, ModelMeasurements measurements) {
    StepClock model = new StepClock(lossFunction, measurements);
    long start = System.nanoTime();
    session.step(model, model);
    long nanos = System.nanoTime() - start;
    steps.record(nanos, TimeUnit.NANOSECONDS);
    rows.increment(model.rows());
    update.record(nanos - model.nanos(), TimeUnit.NANOSECONDS);
  }

  /** Renews the bases of a method that has some. */
  void refresh(TrainingSession session, ModelMeasurements measurements) {
    refresh.record(() -> session.renewBases(measurements));
  }

  @Override
  public void computed(int together, StepTimings timings) {
    trainings.record(together);
    text.record(Math.round(timings.textSeconds() * NANOS), TimeUnit.NANOSECONDS);
    unet.record(Math.round(timings.unetSeconds() * NANOS), TimeUnit.NANOSECONDS);
  }
}
