package zoodip.inference.generation;

import com.google.protobuf.ByteString;
import java.util.Map;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.inference.v1.DrawnPicture;

/** Tells the readers of a batch each step, and stops the batch once they are all gone. */
final class StepProgress implements GenerationProgress {
  private final GenerationBatch batch;
  private final GenerationMetrics metrics;
  private final GenerationQueue queue;
  private int steps;

  StepProgress(GenerationBatch batch, GenerationMetrics metrics, GenerationQueue queue) {
    this.queue = queue;
    this.batch = batch;
    this.metrics = metrics;
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
    byte[] png = Png.encode(preview, Map.of("Software", "Zoodip"));
    entry
        .call()
        .sink()
        .preview(
            DrawnPicture.newBuilder()
                .setRow(entry.index())
                .setPng(ByteString.copyFrom(png))
                .setWidth(preview.width())
                .setHeight(preview.height())
                .build());
  }

  /** Steps of the batch. */
  int steps() {
    return steps;
  }
}
