package zoodip.inference.generation;

import zoodip.diffusion.generation.GenerationProgress;
import zoodip.images.RgbImage;

/** Tells the readers of a batch each step, and stops the batch once they are all gone. */
final class StepProgress implements GenerationProgress {
  private final GenerationBatch batch;
  private final GenerationMetrics metrics;
  private final GenerationQueue queue;
  private final DrawnImages drawn;
  private int steps;

  StepProgress(
      GenerationBatch batch, GenerationMetrics metrics, GenerationQueue queue, DrawnImages drawn) {
    this.queue = queue;
    this.batch = batch;
    this.metrics = metrics;
    this.drawn = drawn;
  }

  @Override
  public boolean step(int step, int of) {
    steps = of;
    metrics.step();
    batch.calls().forEach(call -> call.reportProgress(step, of));
    queue.stepped();
    return !batch.calls().stream().allMatch(call -> call.sink().isClosed());
  }

  @Override
  public boolean wantsPreview(int request, int step) {
    GenerationCall call = batch.entries().get(request).call();
    int interval = call.previewInterval();
    return interval > 0 && step % interval == 0 && !call.sink().isClosed();
  }

  @Override
  public void preview(int request, RgbImage preview) {
    GenerationBatch.Entry entry = batch.entries().get(request);
    entry.call().sink().preview(drawn.preview(entry, preview));
  }

  /** Steps of the batch. */
  int steps() {
    return steps;
  }
}
