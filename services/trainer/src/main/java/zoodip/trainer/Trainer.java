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
import zoodip.provenance.ImageMarking;
import zoodip.trainer.models.TrainingModels;
import zoodip.trainer.models.TrainingPrecision;
import zoodip.trainer.pods.PodDeletionCost;
import zoodip.trainer.pods.RunningJobs;
import zoodip.trainer.results.ResultWriter;
import zoodip.trainer.spot.SpotWatch;

/** The trainer's life: takes training requests from its start to its shutdown. */
@ApplicationScoped
public class Trainer {
  private static final Logger LOG = Logger.getLogger(Trainer.class);

  @Inject TrainerConfig config;
  @Inject WorkerFactory workerFactory;
  @Inject Storage storage;
  @Inject ModelStore modelStore;
  @Inject MeterRegistry registry;
  @Inject ImageMarking marking;

  @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
  String version;

  private volatile Optional<WorkSlots> slots = Optional.empty();
  private volatile boolean retiring;
  private Optional<TrainingModels> models = Optional.empty();
  private Optional<PodDeletionCost> deletionCost = Optional.empty();
  private Optional<SpotWatch> spotWatch = Optional.empty();

  /** Whether the slots take requests, or did until one of them died. */
  public boolean isStarted() {
    return slots.isPresent();
  }

  /** Whether this machine stays, as far as is known; if not, no more jobs are taken. */
  public boolean isStaying() {
    return !retiring;
  }

  /** Whether no slot has died. */
  public boolean isHealthy() {
    return retiring || slots.map(WorkSlots::areAlive).orElse(true);
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
    RunningJobs jobs =
        new RunningJobs(
            new TrainingHandler(
                storage, open, new ResultWriter(storage, versions()), metrics, marking, config));
    models = Optional.of(open);
    deletionCost = PodDeletionCost.of(config.podName(), config.podNamespace(), jobs, registry);
    slots =
        Optional.of(workerFactory.open(WorkQueue.TRAINING, config.name(), config.slots(), jobs));
    spotWatch =
        SpotWatch.start(
            config.spotNotice(), config.spotNoticeUrl(), config.spotNoticeInterval(), this::retire);
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

  /** As a shutdown does, jobs are suspended; the process stays until it is told to stop. */
  private void retire(String notice) {
    LOG.warnf("This machine will be taken away, its jobs are suspended: %s", notice);
    retiring = true;
    slots.ifPresent(WorkSlots::close);
    LOG.infof("%s takes no more jobs", config.name());
  }

  void stop(@Observes ShutdownEvent event) {
    spotWatch.ifPresent(SpotWatch::close);
    slots.ifPresent(WorkSlots::close);
    deletionCost.ifPresent(PodDeletionCost::close);
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
