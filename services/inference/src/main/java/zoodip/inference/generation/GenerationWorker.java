package zoodip.inference.generation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.generation.GenerationStoppedException;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.images.RgbImage;
import zoodip.inference.models.GenerationModels;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.tracing.Spans;
import zoodip.v1.GenerationSettings;

/** The thread that generates images: one batch after the other. */
final class GenerationWorker {
  private static final Logger LOG = Logger.getLogger(GenerationWorker.class);

  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("zoodip.model");
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("zoodip.images");

  private final GenerationQueue queue;
  private final GenerationMetrics metrics;
  private final GenerationModels models;
  private final GenerationPace pace;
  private final DrawnImages drawn;
  private final Thread thread = new Thread(this::work, "drawing");

  GenerationWorker(
      GenerationQueue queue,
      GenerationModels models,
      GenerationMetrics metrics,
      GenerationPace pace,
      DrawnImages drawn) {
    this.queue = queue;
    this.metrics = metrics;
    this.pace = pace;
    this.drawn = drawn;
    this.models = models;
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Waits until the thread has ended, which it does once the queue is closed. */
  void join() throws InterruptedException {
    thread.join();
  }

  int modelCount() {
    return models.digests().size();
  }

  private void work() {
    try (models) {
      while (true) {
        Optional<GenerationBatch> batch =
            queue.take(new LoadedModels(models.digests(), models.capacity()));
        if (batch.isEmpty()) {
          return;
        }
        metrics.begun(batch.get());
        trace(batch.get());
      }
    } catch (InterruptedException | Error e) {
      // a node that generates no more must not look alive
      LOG.error("Drawing stops", e);
      Quarkus.asyncExit(1);
    }
  }

  /** In the trace of the first call, linked to those of the others, where there are such. */
  private void trace(GenerationBatch batch) {
    List<Context> traces =
        batch.calls().stream().map(GenerationCall::trace).filter(Spans::isTraced).toList();
    if (traces.isEmpty()) {
      generate(batch);
      return;
    }
    SpanBuilder span =
        Spans.named("generate batch")
            .setParent(traces.get(0))
            .setAttribute(MODEL, batch.plan().model().getName())
            .setAttribute(ROWS, (long) batch.entries().size());
    traces.stream()
        .skip(1)
        .forEach(trace -> span.addLink(Span.fromContext(trace).getSpanContext()));
    var unused =
        Spans.within(
            span,
            () -> {
              generate(batch);
              return batch;
            });
  }

  private void generate(GenerationBatch batch) {
    try (var lease = models.acquire(batch.plan().model())) {
      StepProgress progress = new StepProgress(batch, metrics, queue, drawn);
      DiffusionModel model = lease.model().model();
      GenerationSettings settings = batch.plan().effectiveSettings(model.info().schedulerName());
      deliver(batch, images(model, batch, progress), settings);
      queue.generated(batch, progress.steps());
    } catch (GenerationStoppedException stopped) {
      LOG.debug("Nobody waits for the batch any more");
    } catch (RuntimeException | Error e) {
      // an error too is of these calls: others are generated all the same
      fail(batch, e);
    }
  }

  private List<RgbImage> images(
      DiffusionModel model, GenerationBatch batch, StepProgress progress) {
    long begin = System.nanoTime();
    List<RgbImage> images =
        model.generate(
            batch.requests(),
            batch.plan().options(batch.entries().size()),
            batch.concepts(),
            progress);
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    metrics.generated(images.size(), time);
    pace.generated(batch.plan().model().getName(), images.size(), time);
    return images;
  }

  /**
   * A call must not fail for another's prompt: each of several is generated once more by itself.
   */
  private void fail(GenerationBatch batch, Throwable failure) {
    List<GenerationBatch> parts = batch.byCall();
    if (parts.size() > 1) {
      parts.forEach(this::generate);
    } else {
      ServiceException error =
          failure instanceof ImageNotFiniteException image
              ? NotFiniteImageError.of(batch.entries().get(image.request()), image)
              : GenerationFailures.of(failure);
      metrics.failed(error.reason());
      Span.current().setStatus(StatusCode.ERROR).setAttribute(Spans.ERROR, error.reason().name());
      queue.fail(batch, error);
    }
  }

  private void deliver(GenerationBatch batch, List<RgbImage> images, GenerationSettings settings) {
    for (int i = 0; i < images.size(); i++) {
      GenerationBatch.Entry entry = batch.entries().get(i);
      if (!entry.call().sink().isClosed()) {
        entry
            .call()
            .sink()
            .image(drawn.image(entry, images.get(i), batch.plan().model(), settings));
      }
    }
  }
}
