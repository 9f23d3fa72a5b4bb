package zoodip.evaluator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.TorchThread;
import zoodip.evaluator.config.EvaluatorConfig;
import zoodip.evaluator.encoders.Encoders;
import zoodip.evaluator.evaluation.Evaluation;
import zoodip.platform.work.WorkQueue;
import zoodip.platform.work.WorkSlots;
import zoodip.platform.work.WorkerFactory;

/** Works on evaluations from start to shutdown. */
@ApplicationScoped
public class EvaluatorService {
  private final EvaluatorConfig config;
  private final WorkerFactory workerFactory;
  private final Evaluation evaluation;
  private volatile Optional<WorkSlots> slots = Optional.empty();

  @Inject
  public EvaluatorService(
      EvaluatorConfig config,
      WorkerFactory workerFactory,
      Evaluation evaluation,
      Encoders encoders,
      MeterRegistry meters) {
    this.config = config;
    this.workerFactory = workerFactory;
    this.evaluation = evaluation;
    Gauge.builder("zoodip.evaluator.encoders.open", encoders, Encoders::open)
        .description("Encoders in memory")
        .register(meters);
  }

  /** Whether every slot takes requests. */
  public boolean isWorking() {
    return slots.filter(WorkSlots::areAlive).isPresent();
  }

  /** Whether no slot has died. */
  public boolean isHealthy() {
    return slots.map(WorkSlots::areAlive).orElse(true);
  }

  void start(@Observes StartupEvent event) {
    startEngine();
    slots =
        Optional.of(
            workerFactory.open(WorkQueue.EVALUATION, config.name(), config.slots(), evaluation));
  }

  /** First: who cannot compute takes no work, and says in one line why. */
  private static void startEngine() {
    try {
      TorchThread.shared();
    } catch (EngineStartException e) {
      throw new ConfigurationException("The evaluator cannot start: " + e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    slots.ifPresent(WorkSlots::close);
  }
}
