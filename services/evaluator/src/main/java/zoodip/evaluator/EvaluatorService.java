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
import org.jboss.logging.Logger;
import zoodip.diffusion.engine.DeviceFigure;
import zoodip.diffusion.engine.DeviceReport;
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
  private static final Logger LOG = Logger.getLogger(EvaluatorService.class);

  private final EvaluatorConfig config;
  private final WorkerFactory workerFactory;
  private final Evaluation evaluation;
  private final MeterRegistry meters;
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
    this.meters = meters;
  }

  /** What it computes on. */
  public DeviceReport device() {
    return DeviceReport.of(config.device());
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
    LOG.infof("%s scores on %s", config.name(), device());
  }

  private void register(DeviceFigure figure) {
    Gauge.builder(figure.name(), figure.value()::getAsDouble)
        .description(figure.description())
        .baseUnit(figure.unit())
        .tag("device", config.device())
        .register(meters);
  }

  /** First: who cannot compute takes no work, and says in one line why. */
  private void startEngine() {
    try {
      TorchThread.startOn(config.device());
      DeviceFigure.of(config.device()).forEach(this::register);
    } catch (EngineStartException | IllegalArgumentException e) {
      throw new ConfigurationException("The evaluator cannot start: " + e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    slots.ifPresent(WorkSlots::close);
  }
}
