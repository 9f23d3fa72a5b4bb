package zoodip.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import zoodip.diffusion.engine.DeviceReport;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.training.BatchSharing;
import zoodip.platform.models.ModelStore;
import zoodip.platform.storage.Storage;
import zoodip.platform.work.WorkQueue;
import zoodip.platform.work.WorkSlots;
import zoodip.platform.work.WorkerFactory;
import zoodip.trainer.models.TrainingModels;
import zoodip.trainer.models.TrainingPrecision;
import zoodip.trainer.results.ResultWriter;

/** The trainer's life: takes training requests from its start to its shutdown. */
@ApplicationScoped
public class Trainer {
  private static final Logger LOG = Logger.getLogger(Trainer.class);

  @Inject TrainerConfig config;
  @Inject WorkerFactory workerFactory;
  @Inject Storage storage;
  @Inject ModelStore modelStore;
  @Inject MeterRegistry registry;

  @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
  String version;

  private volatile Optional<WorkSlots> slots = Optional.empty();
  private Optional<TrainingModels> models = Optional.empty();

  /** Whether the slots take requests, or did until one of them died. */
  public boolean isStarted() {
    return slots.isPresent();
  }

  /** Whether no slot has died. */
  public boolean isHealthy() {
    return slots.map(WorkSlots::areAlive).orElse(true);
  }

  /** How many jobs are trained at a time. */
  public int slotCount() {
    return slots.map(WorkSlots::count).orElse(0);
  }

  /** What it computes on. */
  public DeviceReport device() {
    return DeviceReport.of(config.device());
  }

  void start(@Observes StartupEvent event) {
    startEngine();
    storage.ensureBucket();
    TrainingMetrics metrics = new TrainingMetrics(registry, config.device());
    TrainingModels open = new TrainingModels(modelStore, config.openModels(), batching(), metrics);
    TrainingHandler handler =
        new TrainingHandler(storage, open, new ResultWriter(storage, versions()), metrics, config);
    models = Optional.of(open);
    slots =
        Optional.of(workerFactory.open(WorkQueue.TRAINING, config.name(), config.slots(), handler));
    LOG.infof("%s trains %d jobs at a time on %s", config.name(), config.slots(), device());
  }

  /** First: who cannot compute takes no work, and says in one line why. */
  private void startEngine() {
    try {
      TorchThread.startOn(config.device());
      var unused = new TrainingPrecision(config.device(), config.compute());
    } catch (EngineStartException | IllegalArgumentException e) {
      throw new ConfigurationException("The trainer cannot start: " + e.getMessage());
    }
  }

  /** A trainer of one job at a time has no batches whose members could see each other. */
  private BatchSharing batching() {
    return config.slots() > 1 ? config.batching() : BatchSharing.FAST;
  }

  void stop(@Observes ShutdownEvent event) {
    slots.ifPresent(WorkSlots::close);
    models.ifPresent(TrainingModels::close);
  }

  private Map<String, String> versions() {
    return Map.of(
        "zoodip",
        version,
        "java",
        System.getProperty("java.vm.version"),
        "platform",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }
}
