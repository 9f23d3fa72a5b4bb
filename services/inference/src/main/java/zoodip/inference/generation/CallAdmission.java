package zoodip.inference.generation;

import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import zoodip.diffusion.engine.DeviceReport;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.inference.InferenceConfig;
import zoodip.inference.models.GenerationModels;
import zoodip.inference.models.ImagePrecision;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.ModelLoad;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelStore;
import zoodip.platform.threads.DaemonThreads;
import zoodip.provenance.ImageMarking;
import zoodip.v1.ErrorReason;

/** Admits calls as long as there is a permit, and sees each of them through to its end. */
@ApplicationScoped
public class CallAdmission {
  private static final Logger LOG = Logger.getLogger(CallAdmission.class);

  private final InferenceConfig config;
  private final CallResolver resolver;
  private final ImageMarking marking;
  private final GenerationMetrics metrics;
  private final GenerationQueue queue;
  private final GenerationWorker worker;
  private final GenerationPace pace = new GenerationPace();
  private final Semaphore permits;
  private final ExecutorService resolving =
      Executors.newCachedThreadPool(DaemonThreads.named("prepare-drawing"));
  private volatile boolean stopping;

  @Inject
  public CallAdmission(
      InferenceConfig config,
      CallResolver resolver,
      ModelStore models,
      GenerationMetrics metrics,
      ImageMarking marking) {
    this.config = config;
    this.resolver = resolver;
    this.marking = marking;
    this.metrics = metrics;
    queue = new GenerationQueue(config.modelPatience());
    GenerationModels open = new GenerationModels(models, config.models(), startEngine(config));
    worker = new GenerationWorker(queue, open, metrics, pace, new DrawnImages(marking));
    permits = new Semaphore(config.calls());
    metrics.watch(queue::length, worker::modelCount);
    metrics.watch(config.device());
    LOG.infof("Draws on %s", device());
  }

  /** What it computes on. */
  public DeviceReport device() {
    return DeviceReport.of(config.device());
  }

  /** Begins a call; the sink hears everything else. */
  public void start(DrawRequest request, ResponseSink sink) {
    if (stopping) {
      refuse(sink, shutdown());
    } else if (permits.tryAcquire()) {
      sink.onClosed(permits::release);
      resolving.execute(Context.current().wrap(() -> resolve(request, sink)));
    } else {
      refuse(sink, overloaded());
    }
  }

  /** What is to be generated, and how fast that goes. */
  public List<ModelLoad> loads() {
    Map<String, Long> pending = queue.pendingImages();
    return Stream.concat(pending.keySet().stream(), pace.models().stream())
        .distinct()
        .sorted()
        .map(
            model ->
                ModelLoad.newBuilder()
                    .setModel(model)
                    .setPendingPictures(pending.getOrDefault(model, 0L))
                    .setSecondsPerPicture(pace.secondsPerImage(model))
                    .build())
        .toList();
  }

  /** Whether images are still generated. */
  public boolean isAlive() {
    return worker.isAlive();
  }

  /** Whether new calls are taken. */
  public boolean isOpen() {
    return !stopping && worker.isAlive();
  }

  void start(@Observes StartupEvent event) {
    worker.start();
  }

  /** First: who cannot compute takes no calls, and says in one line why. */
  private static ModelOptions startEngine(InferenceConfig config) {
    try {
      TorchThread.startOn(config.device());
      return ImagePrecision.options(config);
    } catch (EngineStartException | IllegalArgumentException e) {
      throw new ConfigurationException("Inference cannot start: " + e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    long patience = config.shutdownPatience().toMillis();
    if (!permits.tryAcquire(config.calls(), patience, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      LOG.warnf("%d calls are ended by the shutdown", config.calls() - permits.availablePermits());
    }
    queue.close(shutdown());
    resolving.shutdownNow();
    worker.join();
  }

  private void resolve(DrawRequest request, ResponseSink sink) {
    try {
      if (!sink.isClosed()) {
        marking.requireSigner();
        queue.add(resolver.resolve(request, sink));
      }
    } catch (RuntimeException | Error e) {
      refuse(sink, GenerationFailures.of(e));
    }
  }

  private void refuse(ResponseSink sink, ServiceException failure) {
    metrics.failed(failure.reason());
    sink.fail(failure);
  }

  private ServiceException overloaded() {
    return new ServiceException(
        ErrorReason.ERROR_REASON_OVERLOADED,
        "All %d places of this inference node are taken; try again in a moment"
            .formatted(config.calls()));
  }

  private static ServiceException shutdown() {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        "This inference node shuts down; try again, another one takes over");
  }
}
