package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.scheduler.Schedulers;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;

/** An image has the same bits alone and in any batch, at any place in it. */
class BatchInvarianceTest {
  private static final int STEPS = 2;
  private static final int[] BATCHES = {2, 5};
  private static final List<TokenEmbedding> CONCEPTS = List.of(wave("<one>", 1), wave("<two>", 2));

  @ParameterizedTest
  @CsvSource({
    "FP32, FP32, 64, 64, 5",
    "FP32, FP32, 48, 80, 5",
    "INT8, FP32, 64, 64, 5",
    "BF16, BF16, 64, 64, 5",
    "BF16, BF16, 80, 48, 1",
    "FP32, FP32, 64, 64, 1",
    "INT8, INT8, 64, 64, 5",
    "INT8, INT8, 80, 48, 1",
    "INT8, W8A8, 64, 64, 5",
    "INT8, W8A8, 80, 48, 1",
    "BF16, BF16, 128, 96, 5",
    "INT8, W8A8, 128, 96, 5",
    "INT8, W8A8, 128, 128, 1"
  })
  void theSameBitsAloneAndInABatch(
      Precision precision, Compute compute, int width, int height, double guidance) {
    Arithmetic.assumeAvailable(compute);
    ModelOptions options = ModelOptions.of(precision, compute);
    try (LatentModel model =
        TorchThread.shared().call(() -> LatentModel.open(Toyboxes.folder("model"), options))) {
      LatentSize size = model.size(width, height);
      List<float[]> alone = generate(model, size, guidance, 1, 0);
      for (int count : BATCHES) {
        int place = count - 1;
        float[] inBatch = generate(model, size, guidance, count, place).get(place);
        assertArrayEquals(alone.get(0), inBatch, place + " of " + count);
      }
      List<RgbImage> images = images(model, size, generate(model, size, guidance, 3, 1));
      assertEquals(images(model, size, alone).get(0), images.get(1));
    }
  }

  /** The latents of a batch that has the one image at this place, and others beside it. */
  private static List<float[]> generate(
      LatentModel model, LatentSize size, double guidance, int count, int place) {
    List<String> prompts = new ArrayList<>();
    List<String> negatives = new ArrayList<>();
    List<ImageNoise> noise = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prompts.add(i == place ? "a red <one> mug in the snow" : "a <two> car, " + i);
      negatives.add(i == place ? "" : "a <one> house");
      noise.add(new ImageNoise(i == place ? 7 : 100 + i));
    }
    SamplingPlan plan = Schedulers.named("euler_ancestral", model.scheduler()).plan(STEPS);
    return TorchThread.shared()
        .call(
            () -> {
              try (TensorScope scope = model.scope();
                  GuidedSampling guidedSampling =
                      new GuidedSampling(
                          model,
                          plan,
                          text(model, scope, prompts, guidance > 1 ? negatives : List.of()),
                          guidance,
                          size,
                          noise.stream().map(one -> one.first(size.values())).toList())) {
                while (!guidedSampling.finished()) {
                  int call = guidedSampling.calls();
                  guidedSampling.step(i -> noise.get(i).step(call, size.values()));
                }
                return guidedSampling.latents();
              }
            });
  }

  private static GuidedText text(
      LatentModel model, TensorScope scope, List<String> prompts, List<String> negatives) {
    ConceptTable table = ConceptTable.of(CONCEPTS);
    return new GuidedText(
        TextBatch.ids(scope, model.conditioner(), prompts, table),
        negatives.isEmpty()
            ? List.of()
            : TextBatch.ids(scope, model.conditioner(), negatives, table),
        false,
        TextBatch.concepts(scope, model.conditioner(), CONCEPTS));
  }

  private static List<RgbImage> images(LatentModel model, LatentSize size, List<float[]> latents) {
    return TorchThread.shared().call(() -> Decoder.images(model, size, latents)).stream()
        .map(Optional::orElseThrow)
        .toList();
  }

  private static TokenEmbedding wave(String name, int frequency) {
    float[] vector = new float[128];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) Math.sin(frequency * i);
    }
    return new TokenEmbedding(name, List.<float[][]>of(new float[][] {vector}));
  }
}
