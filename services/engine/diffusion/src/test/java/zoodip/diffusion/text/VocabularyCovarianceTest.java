package zoodip.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;

class VocabularyCovarianceTest {
  @Test
  void isThatOfTheTokenTablesRows() {
    TorchThread.shared().run(VocabularyCovarianceTest::compare);
  }

  private static void compare() {
    try (TextEncoder encoder =
        TextEncoder.open(
            Toyboxes.folder("model").resolve("text_encoder"), ModelOptions.of(Precision.INT8))) {
      float[][] rows = encoder.rows(LongStream.range(0, encoder.config().vocabulary()).toArray());
      double[][] covariance = encoder.vocabularyCovariance();
      int width = encoder.config().width();
      assertEquals(width, covariance.length);
      double[] mean = new double[width];
      for (float[] row : rows) {
        for (int i = 0; i < width; i++) {
          mean[i] += (double) row[i] / rows.length;
        }
      }
      for (int i = 0; i < width; i += 7) {
        for (int j = 0; j < width; j += 5) {
          double expected = 0;
          for (float[] row : rows) {
            expected += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
          }
          assertEquals(expected, covariance[i][j], 1e-9);
          assertEquals(covariance[i][j], covariance[j][i]);
        }
      }
    }
  }
}
