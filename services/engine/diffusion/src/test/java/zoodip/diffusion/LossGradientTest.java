package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.latent.LossGradient;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.diffusion.training.PhotoOptions;

class LossGradientTest {
  private static final PhotoOptions SQUARE = new PhotoOptions(64, PhotoOptions.Fit.CENTER_CROP);
  private static final int DIRECTIONS = 6;

  /** Weights that are rounded are still those of the function that is differentiated. */
  @ParameterizedTest
  @EnumSource(names = {"FP32", "INT8", "INT4"})
  void isWhatDifferencesOfLossesSay(Precision precision) {
    try (DiffusionModel model = open(precision, Compute.FP32)) {
      for (int vectors = 1; vectors <= 2; vectors++) {
        Personalization personalization = personalization(model, vectors);
        float[] theta = start(model, vectors);
        LossGradient gradient = personalization.gradient(query(personalization, theta));
        assertEquals(
            personalization.losses(query(personalization, theta))[0], gradient.loss(), 1e-6);
        assertEquals(theta.length, gradient.gradient().length);
        compare(personalization, theta, gradient.gradient());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd15", "sd21", "sdxl"})
  void isSoForEveryFamilyAndForBothTextEncoders(String family) {
    try (DiffusionModel model =
        DiffusionModel.open(Golden.folder(family), ModelOptions.of(Precision.FP32))) {
      Personalization personalization = personalization(model, 1);
      float[] theta = gaussian(new Random(9), personalization.candidateValues());
      float[] gradient = personalization.gradient(query(personalization, theta)).gradient();
      compare(personalization, theta, gradient);
      int last = 0;
      for (int width : model.info().embeddingWidths()) {
        float[] ofEncoder = Arrays.copyOfRange(gradient, last, last + width);
        assertTrue(product(ofEncoder, ofEncoder) > 0, "numbers from " + last);
        last += width;
      }
    }
  }

  private static void compare(Personalization personalization, float[] theta, float[] gradient) {
    Random random = new Random(5);
    double error = 0;
    double size = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
      float[] direction = i == 0 ? gradient : gaussian(random, theta.length);
      double length = Math.sqrt(product(direction, direction));
      double step = 0.02;
      float[] losses =
          personalization.losses(
              query(
                  personalization,
                  moved(theta, direction, step / length),
                  moved(theta, direction, -step / length)));
      double slope = ((double) losses[0] - losses[1]) / (2 * step);
      double expected = product(gradient, direction) / length;
      error += (slope - expected) * (slope - expected);
      size += expected * expected;
    }
    assertTrue(Math.sqrt(error / size) < 0.01, "relative error " + Math.sqrt(error / size));
  }

  @Test
  void inBf16ItPointsWhereItDoesInFp32() {
    float[] exact = gradient(Precision.FP32, Compute.FP32);
    float[] coarse = gradient(Precision.BF16, Compute.BF16);
    double cosine =
        product(exact, coarse) / Math.sqrt(product(exact, exact) * product(coarse, coarse));
    assertTrue(cosine > 0.9, "cosine " + cosine);
  }

  @Test
  void ofInt8ProductsThereIsNone() {
    try (DiffusionModel model = open(Precision.INT8, Compute.INT8)) {
      Personalization personalization = personalization(model, 1);
      LossQuery query = query(personalization, start(model, 1));
      assertThrows(UnsupportedOperationException.class, () -> personalization.gradient(query));
    }
  }

  /** What switches the record of operations on switches it off again. */
  @Test
  void lossesAfterwardsHaveTheSameBits() {
    try (DiffusionModel model = open(Precision.INT8, Compute.FP32)) {
      Personalization personalization = personalization(model, 1);
      LossQuery query = query(personalization, start(model, 1));
      float[] before = personalization.losses(query);
      LossGradient first = personalization.gradient(query);
      assertArrayEquals(before, personalization.losses(query));
      assertArrayEquals(first.gradient(), personalization.gradient(query).gradient());
    }
  }

  private static float[] gradient(Precision precision, Compute compute) {
    try (DiffusionModel model = open(precision, compute)) {
      Personalization personalization = personalization(model, 1);
      return personalization.gradient(query(personalization, start(model, 1))).gradient();
    }
  }

  private static DiffusionModel open(Precision precision, Compute compute) {
    return DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(precision, compute));
  }

  private static Personalization personalization(DiffusionModel model, int vectors) {
    return model.personalization(Toyboxes.photos("mug-01"), "<toy>", vectors, SQUARE);
  }

  private static float[] start(DiffusionModel model, int vectors) {
    float[] word = model.wordEmbedding("mug").get(0)[0];
    float[] start = new float[vectors * word.length];
    for (int i = 0; i < vectors; i++) {
      System.arraycopy(word, 0, start, i * word.length, word.length);
    }
    return start;
  }

  private static LossQuery query(Personalization personalization, float[]... candidates) {
    Random random = new Random(3);
    return new LossQuery(
        0,
        false,
        0,
        500,
        gaussian(random, personalization.latentValues()),
        gaussian(random, personalization.latentValues()),
        List.of(candidates).toArray(float[][]::new));
  }

  private static float[] moved(float[] theta, float[] direction, double distance) {
    float[] moved = theta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (distance * direction[i]);
    }
    return moved;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
