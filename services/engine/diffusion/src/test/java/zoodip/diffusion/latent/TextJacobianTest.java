package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.unet.Condition;

/** J'J against what the UNet is told when a learned vector moves. */
class TextJacobianTest {
  private static final int VECTORS = 2;
  private static final double STEP = 2e-3;

  private final Random random = new Random(11);

  @ParameterizedTest
  @CsvSource({"sd15, 0", "sd21, 0", "sdxl, 0", "sdxl, 1"})
  void tellsHowFarTheConditionMovesWithTheVector(String family, int encoder) {
    TorchThread.shared().run(() -> check(family, encoder));
  }

  private void check(String family, int encoder) {
    try (LatentModel model =
        LatentModel.open(Golden.folder(family), ModelOptions.of(Precision.FP32))) {
      List<float[][]> theta = theta(model);
      double[][] squared = squared(model, theta, encoder);
      assertArrayEquals(squared, squared(model, theta, encoder));
      for (int tries = 0; tries < 5; tries++) {
        float[] direction = direction(squared.length);
        double expected = moved(model, theta, encoder, direction);
        double product = 0;
        for (int i = 0; i < squared.length; i++) {
          for (int j = 0; j < squared.length; j++) {
            product += squared[i][j] * direction[i] * direction[j];
          }
        }
        assertEquals(1, product / expected, 0.03, family + " encoder " + encoder);
      }
    }
  }

  /** As one product, which is how a GPU computes it. */
  private static void assertNear(double[][] blocks, double[][] whole) {
    double trace = IntStream.range(0, blocks.length).mapToDouble(i -> blocks[i][i]).sum();
    for (int i = 0; i < blocks.length; i++) {
      assertArrayEquals(blocks[i], whole[i], 1e-5 * trace);
    }
  }

  private static double[][] squared(LatentModel model, List<float[][]> theta, int encoder) {
    long[] ids = ids(model).get(encoder);
    try (TextJacobian jacobian =
        new TextJacobian(model, encoder, ids, theta.get(encoder), 1, STEP)) {
      while (!jacobian.isComplete()) {
        jacobian.advance();
      }
      double[][] squared = jacobian.squared();
      assertNear(squared, jacobian.squared(squared.length + 1));
      return squared;
    }
  }

  /** The squared distance of the conditions at both sides of theta, per squared step. */
  private static double moved(
      LatentModel model, List<float[][]> theta, int encoder, float[] direction) {
    float[] ahead = condition(model, moved(theta, encoder, direction, STEP));
    float[] behind = condition(model, moved(theta, encoder, direction, -STEP));
    double sum = 0;
    for (int i = 0; i < ahead.length; i++) {
      double slope = (ahead[i] - behind[i]) / (2 * STEP);
      sum += slope * slope;
    }
    return sum;
  }

  private static float[] condition(LatentModel model, List<float[][]> theta) {
    try (TensorScope scope = model.scope()) {
      List<NDArray> ids = new ArrayList<>();
      List<NDArray> concepts = new ArrayList<>();
      for (int i = 0; i < theta.size(); i++) {
        long[] ofEncoder = ids(model).get(i);
        ids.add(scope.longs(ofEncoder, 1, ofEncoder.length));
        int width = theta.get(i)[0].length;
        float[] flat = new float[VECTORS * width];
        for (int vector = 0; vector < VECTORS; vector++) {
          System.arraycopy(theta.get(i)[vector], 0, flat, vector * width, width);
        }
        concepts.add(scope.floats(flat, 1, VECTORS, width));
      }
      NDArray sizes = scope.floats(new float[6], 1, 6);
      Condition condition = model.conditioner().condition(scope, ids, concepts, sizes);
      float[] context = condition.context().toFloatArray();
      if (model.index().family() == ModelFamily.STABLE_DIFFUSION) {
        return context;
      }
      float[] pooled = condition.pooled().toFloatArray();
      float[] all = new float[context.length + pooled.length];
      System.arraycopy(context, 0, all, 0, context.length);
      System.arraycopy(pooled, 0, all, context.length, pooled.length);
      return all;
    }
  }

  private static List<float[][]> moved(
      List<float[][]> theta, int encoder, float[] direction, double step) {
    List<float[][]> moved = new ArrayList<>(theta);
    float[][] vectors = {theta.get(encoder)[0], theta.get(encoder)[1].clone()};
    for (int j = 0; j < direction.length; j++) {
      vectors[1][j] += (float) (step * direction[j]);
    }
    moved.set(encoder, vectors);
    return moved;
  }

  private static List<long[]> ids(LatentModel model) {
    ConceptTable concept = ConceptTable.of("<toy>", VECTORS);
    return model.conditioner().tokenizers().stream()
        .map(tokenizer -> tokenizer.ids("a photo of a <toy> in the snow", concept))
        .toList();
  }

  private List<float[][]> theta(LatentModel model) {
    List<float[][]> theta = new ArrayList<>();
    for (int width : model.conditioner().widths()) {
      theta.add(new float[][] {gaussian(width, 0.1), gaussian(width, 0.1)});
    }
    return theta;
  }

  private float[] direction(int width) {
    float[] direction = gaussian(width, 1);
    double squared = 0;
    for (float value : direction) {
      squared += value * value;
    }
    for (int j = 0; j < width; j++) {
      direction[j] /= (float) Math.sqrt(squared);
    }
    return direction;
  }

  private float[] gaussian(int size, double scale) {
    float[] values = new float[size];
    for (int j = 0; j < size; j++) {
      values[j] = (float) (scale * random.nextGaussian());
    }
    return values;
  }
}
