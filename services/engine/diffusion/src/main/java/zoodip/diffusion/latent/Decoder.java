package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.MemorySplit;
import zoodip.diffusion.engine.TensorScope;
import zoodip.images.RgbImage;

/**
 * Turns finished latents into images. Processors do so one at a time: at full size one already
 * fills the decoder's memory, and libtorch convolves several by another algorithm than one, with
 * other last bits. GPUs take a few at a time. Belongs on the engine's thread.
 */
public final class Decoder {
  /** Four images of SDXL's size, whose decoder takes a few GB for each. */
  private static final long PIXELS_AT_ONCE = 4L << 20;

  private Decoder() {}

  /**
   * The images of latents in the UNet's scale, each empty if the decoder's output of it is not
   * finite.
   */
  public static List<Optional<RgbImage>> images(
      LatentModel model, LatentSize size, List<float[]> latents) {
    return images(model, size, latents, atOnce(model, size));
  }

  /** The same, so many at a time. */
  static List<Optional<RgbImage>> images(
      LatentModel model, LatentSize size, List<float[]> latents, int most) {
    try (TensorScope scope = model.scope()) {
      return images(model, size, tensor(scope, size, latents), most);
    }
  }

  /** The same for what a sampling has come to. */
  public static List<Optional<RgbImage>> images(
      LatentModel model, LatentSize size, GuidedSampling sampling) {
    return images(model, size, sampling.sample(), atOnce(model, size));
  }

  private static List<Optional<RgbImage>> images(
      LatentModel model, LatentSize size, NDArray latents, int most) {
    int count = Math.toIntExact(latents.getShape().get(0));
    List<Optional<RgbImage>> images = new ArrayList<>();
    for (int from = 0; from < count; from += most) {
      List<Integer> some = IntStream.range(from, Math.min(count, from + most)).boxed().toList();
      images.addAll(MemorySplit.inParts(some, part -> part(model, size, latents, part)));
    }
    return images;
  }

  private static int atOnce(LatentModel model, LatentSize size) {
    long pixels = (long) size.width() * size.height() * size.factor() * size.factor();
    return model.isOnCpu() ? 1 : (int) Math.max(1, PIXELS_AT_ONCE / pixels);
  }

  private static List<Optional<RgbImage>> part(
      LatentModel model, LatentSize size, NDArray latents, List<Integer> some) {
    int width = size.width() * size.factor();
    int height = size.height() * size.factor();
    try (TensorScope scope = model.scope()) {
      NDArray rows = scope.adopt(latents.get(some.get(0) + ":" + (some.get(some.size() - 1) + 1)));
      float[] values = pixels(model, scope, rows);
      int each = values.length / some.size();
      List<Optional<RgbImage>> images = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        images.add(
            FiniteValues.areAll(values, i * each, (i + 1) * each)
                ? Optional.of(Pixels.image(values, i * each, width, height))
                : Optional.empty());
      }
      return images;
    }
  }

  /** The decoder's output [n, 3, height, width], about [-1, 1]. */
  public static float[] pixels(LatentModel model, LatentSize size, List<float[]> latents) {
    try (TensorScope scope = model.scope()) {
      return pixels(model, scope, tensor(scope, size, latents));
    }
  }

  private static float[] pixels(LatentModel model, TensorScope scope, NDArray latents) {
    return model.decoder().pixels(scope, latents, model.vae().scaling()).toFloatArray();
  }

  private static NDArray tensor(TensorScope scope, LatentSize size, List<float[]> latents) {
    float[] all = new float[latents.size() * size.values()];
    for (int i = 0; i < latents.size(); i++) {
      System.arraycopy(latents.get(i), 0, all, i * size.values(), size.values());
    }
    return scope.floats(all, latents.size(), size.channels(), size.height(), size.width());
  }
}
