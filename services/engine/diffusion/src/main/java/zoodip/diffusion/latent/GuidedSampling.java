package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.scheduler.PredictedOriginalSample;
import zoodip.diffusion.scheduler.Sampler;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.unet.Condition;

/**
 * Generates a batch of images of one size with classifier-free guidance (Ho and Salimans 2022).
 * Latents stay on the model's device; no step waits for a number of it. All methods belong on the
 * engine's thread.
 */
public final class GuidedSampling implements AutoCloseable {
  private final LatentModel model;
  private final TensorScope scope;
  private final Condition condition;
  private final boolean guided;
  private final float guidanceScale;
  private final LatentSize size;
  private final int images;
  private final TensorLatents arithmetic;
  private final Sampler<NDArray> sampler;

  /** Of all calls, [calls]. */
  private final NDArray timesteps;

  /** Which images have been finite in all calls so far, 1 or 0. */
  private NDArray finite;

  /** What the model saw and said, guidance applied, in the last call. */
  private Optional<ModelCall> last = Optional.empty();

  private record ModelCall(NDArray input, NDArray output) {}

  /**
   * Starts a batch.
   *
   * @param first standard normal noise, one array an image
   */
  public GuidedSampling(
      LatentModel model,
      SamplingPlan plan,
      GuidedText text,
      double guidanceScale,
      LatentSize size,
      List<float[]> first) {
    this.model = model;
    this.scope = model.scope();
    this.guided = text.guided();
    this.guidanceScale = (float) guidanceScale;
    this.size = size;
    this.images = first.size();
    this.condition = condition(text);
    this.arithmetic = new TensorLatents(scope, model.device());
    timesteps = scope.floats(timesteps(plan), plan.calls());
    finite = scope.floats(ones(images), images);
    try (TensorScope inner = model.scope()) {
      sampler = new Sampler<>(plan, arithmetic, latents(inner, first));
    }
  }

  private static float[] timesteps(SamplingPlan plan) {
    float[] timesteps = new float[plan.calls()];
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = plan.timesteps().get(i).floatValue();
    }
    return timesteps;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private NDArray latents(TensorScope owner, List<float[]> ofImages) {
    float[] all = new float[images * size.values()];
    for (int i = 0; i < images; i++) {
      System.arraycopy(ofImages.get(i), 0, all, i * size.values(), size.values());
    }
    return owner.floats(all, images, size.channels(), size.height(), size.width());
  }

  private Condition condition(GuidedText text) {
    try (TensorScope inner = model.scope()) {
      Condition all = rows(inner, text);
      return new Condition(
          scope.adopt(all.context()), scope.adopt(all.pooled()), scope.adopt(all.sizes()));
    }
  }

  private Condition rows(TensorScope inner, GuidedText text) {
    Condition positive = condition(inner, text.prompts(), text.concepts());
    if (text.zeroNegatives()) {
      return joined(zeros(positive), positive);
    } else if (guided) {
      return joined(condition(inner, text.negatives(), text.concepts()), positive);
    }
    return positive;
  }

  private Condition condition(TensorScope inner, List<NDArray> ids, List<NDArray> concepts) {
    NDArray sizes = inner.floats(size.conditions(), 1, size.conditions().length);
    return model.conditioner().condition(inner, ids, concepts, sizes);
  }

  private static Condition zeros(Condition like) {
    return new Condition(like.context().zerosLike(), like.pooled().zerosLike(), like.sizes());
  }

  private static Condition joined(Condition first, Condition second) {
    return new Condition(
        NDArrays.concat(new NDList(first.context(), second.context())),
        NDArrays.concat(new NDList(first.pooled(), second.pooled())),
        second.sizes());
  }

  /** Whether all calls of the model are made. */
  public boolean finished() {
    return sampler.finished();
  }

  /**
   * Makes one call of the model and takes the schedulers' step.
   *
   * @param fresh noise for image i, asked for only by schedulers that add noise
   */
  public void step(IntFunction<float[]> fresh) {
    last.ifPresent(call -> call.input().close());
    NDArray input = sampler.input();
    NDArray output = arithmetic.keep(said(input));
    last = Optional.of(new ModelCall(input, output));
    try (TensorScope inner = model.scope()) {
      sampler.advance(output, noise(inner, fresh));
    }
    finite = arithmetic.finite(sampler.sample(), finite);
  }

  private Optional<NDArray> noise(TensorScope inner, IntFunction<float[]> fresh) {
    return sampler.needsNoise()
        ? Optional.of(latents(inner, IntStream.range(0, images).mapToObj(fresh).toList()))
        : Optional.empty();
  }

  /** Calls of the model made so far. */
  public int calls() {
    return sampler.calls();
  }

  private NDArray said(NDArray input) {
    try (TensorScope inner = model.scope()) {
      NDArray timestep = arithmetic.at(inner, timesteps, calls());
      // on GPUs rows have other last bits in other batches anyway
      NDArray said =
          model.isOnCpu()
              ? model.unet().predictBatchInvariant(inner, input, timestep, condition)
              : model.unet().predict(inner, input, timestep, condition);
      return guided ? arithmetic.guided(said, guidanceScale) : scope.adopt(said);
    }
  }

  /** The first image of which a call has made numbers that are infinite or none; waits for it. */
  public OptionalInt firstNotFinite() {
    float[] flags = finite.toFloatArray();
    return IntStream.range(0, images).filter(i -> flags[i] == 0).findFirst();
  }

  /** The latents [images, channels, height, width] in the UNet's scale, on the model's device. */
  NDArray sample() {
    return sampler.sample();
  }

  /** The latents of each image, in the UNet's scale. */
  public List<float[]> latents() {
    return rows(sampler.sample());
  }

  private List<float[]> rows(NDArray latents) {
    float[] all = latents.toFloatArray();
    return IntStream.range(0, images)
        .mapToObj(i -> Arrays.copyOfRange(all, i * size.values(), (i + 1) * size.values()))
        .toList();
  }

  /** What the last call makes of image {@code i}: its clean latents, in the UNet's scale. */
  public float[] foreseen(PredictedOriginalSample estimate, int i) {
    ModelCall call = last.orElseThrow(() -> new IllegalStateException("there was no call yet"));
    return estimate.latents(calls() - 1, rows(call.input()).get(i), rows(call.output()).get(i));
  }

  @Override
  public void close() {
    sampler.close();
    arithmetic.close();
    scope.close();
  }
}
