package zoodip.cli.benchmark;

import java.util.List;
import zoodip.diffusion.DiffusionModel;

/** Where measured trainings start. */
final class Thetas {
  private Thetas() {}

  /** The first token of a word, for each text encoder, one after the other. */
  static float[] ofWord(DiffusionModel model, String word) {
    List<float[][]> rows = model.wordEmbedding(word);
    float[] theta = new float[rows.stream().mapToInt(encoder -> encoder[0].length).sum()];
    int at = 0;
    for (float[][] encoder : rows) {
      System.arraycopy(encoder[0], 0, theta, at, encoder[0].length);
      at += encoder[0].length;
    }
    return theta;
  }
}
