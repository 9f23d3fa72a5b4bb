package zoodip.inference.drawing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.engine.Engine;
import zoodip.diffusion.engine.EngineStartException;
import zoodip.inference.InferenceConfig;
import zoodip.inference.models.OpenModels;
import zoodip.inference.models.PicturePrecision;
import zoodip.inference.v1.DrawRequest;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelStore;
import zoodip.v1.ErrorReason;

/** Takes calls as long as there is a place, and sees each of them through to its end. */
@ApplicationScoped
public class Drawing {
  private static final Logger LOG = Logger.getLogger(Drawing.class);

  private final InferenceConfig config;
  private final CallPreparation preparation;
  private final DrawingMetrics metrics;
  private final DrawingQueue queue;
  private final DrawingWorker worker;
  private final Semaphore places;
  private final ExecutorService preparing = Executors.newCachedThreadPool(Drawing::thread);
  private volatile boolean stopping;

  @Inject
  public Drawing(
      InferenceConfig config,
      CallPreparation preparation,
      ModelStore models,
      DrawingMetrics metrics) {
    this.config = config;
    this.preparation = preparation;
    this.metrics = metrics;
    queue = new DrawingQueue(config.modelPatience());
    OpenModels open = new OpenModels(models, config.models(), startEngine(config));
    worker = new DrawingWorker(queue, open, metrics);
    places = new Semaphore(config.calls());
    metrics.watch(queue::length, worker::modelCount);
  }

  /** Begins a call; the reader hears everything else. */
  public void start(DrawRequest request, Reader reader) {
    if (stopping) {
      refuse(reader, shutdown());
    } else if (places.tryAcquire()) {
      reader.whenGone(places::release);
      preparing.execute(() -> prepare(request, reader));
    } else {
      refuse(reader, overloaded());
    }
  }

  /** Whether pictures are still drawn. */
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
      Engine.startOn(config.device());
      return PicturePrecision.options(config);
    } catch (EngineStartException | IllegalArgumentException e) {
      throw new ConfigurationException("Inference cannot start: " + e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    long patience = config.shutdownPatience().toMillis();
    if (!places.tryAcquire(config.calls(), patience, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      LOG.warnf("%d calls are ended by the shutdown", config.calls() - places.availablePermits());
    }
    queue.close(shutdown());
    preparing.shutdownNow();
    worker.join();
  }

  private void prepare(DrawRequest request, Reader reader) {
    try {
      if (!reader.isGone()) {
        queue.add(preparation.prepare(request, reader));
      }
    } catch (RuntimeException | Error e) {
      refuse(reader, DrawingFailures.of(e));
    }
  }

  private void refuse(Reader reader, ServiceException failure) {
    metrics.failed(failure.reason());
    reader.fail(failure);
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

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "prepare-drawing");
    thread.setDaemon(true);
    return thread;
  }
}
