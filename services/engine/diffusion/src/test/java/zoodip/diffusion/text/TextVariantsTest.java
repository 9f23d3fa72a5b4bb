package zoodip.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.diffusion.unet.Condition;

/** Texts with variants of a concept, whose beginnings may be encoded once. */
class TextVariantsTest {
  private static final ConceptTable CONCEPT = ConceptTable.of("<toy>", 1);
  private static final int VARIANTS = 3;
  private static final float TOLERANCE = 1e-5F;

  private static Conditioner conditioner;

  @BeforeAll
  static void open() {
    conditioner =
        TorchThread.shared()
            .call(
                () ->
                    Conditioner.open(
                        Toyboxes.folder("model"),
                        ModelFamily.STABLE_DIFFUSION,
                        ModelOptions.of(Precision.FP32)));
  }

  @AfterAll
  static void close() {
    TorchThread.shared().run(conditioner::close);
  }

  @Test
  void encodesVariantsAsIfEachWereAlone() {
    for (String caption :
        List.of("<toy>", "a photo of a <toy>", "a photo of a small <toy> mug in the snow")) {
      TorchThread.shared().run(() -> variants(List.of(caption)));
    }
  }

  @Test
  void encodesVariantsOfSeveralTexts() {
    TorchThread.shared()
        .run(() -> variants(List.of("a photo of a <toy> on the beach", "<toy> at night, a photo")));
  }

  private static void variants(List<String> captions) {
    try (TensorScope scope = TensorScope.open()) {
      int texts = captions.size();
      long[][] ids = captions.stream().map(TextVariantsTest::ids).toArray(long[][]::new);
      int tokens = ids[0].length;
      long[] all = Arrays.stream(ids).flatMapToLong(Arrays::stream).toArray();
      int width = conditioner.widths().get(0);
      float[] vectors = vectors(VARIANTS * texts * width);
      NDArray sizes = scope.floats(new float[0], 1, 0);
      List<NDArray> allIds = List.of(scope.longs(all, texts, tokens));
      List<NDArray> concepts = List.of(scope.floats(vectors, VARIANTS * texts, 1, width));

      Condition together = conditioner.condition(scope, allIds, concepts, sizes, common(ids));
      Condition apart = conditioner.condition(scope, allIds, concepts, sizes);

      float[] expected = new float[VARIANTS * texts * tokens * width];
      for (int row = 0; row < VARIANTS * texts; row++) {
        float[] vector = Arrays.copyOfRange(vectors, row * width, (row + 1) * width);
        float[] alone =
            conditioner
                .condition(
                    scope,
                    List.of(scope.longs(ids[row % texts], 1, tokens)),
                    List.of(scope.floats(vector, 1, 1, width)),
                    sizes)
                .context()
                .toFloatArray();
        System.arraycopy(alone, 0, expected, row * alone.length, alone.length);
      }
      assertEquals(VARIANTS * texts, together.context().getShape().get(0));
      assertArrayEquals(expected, together.context().toFloatArray(), TOLERANCE);
      assertArrayEquals(expected, apart.context().toFloatArray(), TOLERANCE);
      assertArrayEquals(together.pooled().toFloatArray(), apart.pooled().toFloatArray(), TOLERANCE);
    }
  }

  private static long[] ids(String caption) {
    return conditioner.tokenizers().get(0).ids(caption, CONCEPT);
  }

  private static List<Integer> common(long[][] ids) {
    return List.of(conditioner.encoders().get(0).commonTokens(List.of(ids)));
  }

  private static float[] vectors(int count) {
    Random random = new Random(5);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return values;
  }
}
