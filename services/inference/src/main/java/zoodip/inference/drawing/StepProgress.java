package zoodip.inference.drawing;

import java.util.List;
import zoodip.diffusion.GenerationProgress;

/** Tells the readers of a batch each step, and stops the batch once they are all gone. */
final class StepProgress implements GenerationProgress {
  private final List<DrawCall> calls;
  private int steps;

  StepProgress(DrawingBatch batch) {
    calls = List.copyOf(batch.calls());
  }

  @Override
  public boolean step(int step, int of) {
    steps = of;
    calls.forEach(call -> call.tellProgress(step, of));
    return !calls.stream().allMatch(call -> call.reader().isGone());
  }

  /** Steps of the batch. */
  int steps() {
    return steps;
  }
}
