package zoodip.cli.benchmark;

import java.util.Random;
import zoodip.diffusion.DiffusionModel;
import zoodip.zeroth.ThetaLayout;

/** Where measured trainings start, and what they are moved by. */
final class Thetas {
  private Thetas() {}

  /** Where a training of one vector starts that is given this word. */
  static float[] ofWord(DiffusionModel model, String word) {
    return ThetaLayout.of(model.info().embeddingWidths(), 1).startingAt(model.wordEmbedding(word));
  }

  /** Standard normal numbers. */
  static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
