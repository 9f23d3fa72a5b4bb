package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.scheduler.FloatLatents;
import zoodip.diffusion.scheduler.PredictedOriginalSample;
import zoodip.diffusion.scheduler.Sampler;
import zoodip.diffusion.scheduler.SamplingPlan;
import zoodip.diffusion.unet.Condition;

/**
 * Generates a batch of images of one size with classifier-free guidance (Ho and Salimans 2022).
 * Latents live in Java, a sampler an image; only the model's calls are batched. All methods belong
 * on the engine's thread.
 */
public final class GuidedSampling implements AutoCloseable {
  private final LatentModel model;
  private final TensorScope scope;
  private final Condition condition;
  private final boolean guided;
  private final float guidanceScale;
  private final LatentSize size;
  private final List<Sampler<float[]>> samplers = new ArrayList<>();

  /** What the model saw and said, guidance applied, in the last call. */
  private List<float[]> inputs = List.of();

  private List<float[]> outputs = List.of();

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
    this.condition = condition(text);
    first.forEach(noise -> samplers.add(new Sampler<>(plan, new FloatLatents(), noise)));
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
    return samplers.get(0).finished();
  }

  /**
   * Makes one call of the model and takes the schedulers' step.
   *
   * @param fresh noise for image i, asked for only by schedulers that add noise
   */
  public void step(IntFunction<float[]> fresh) {
    inputs = samplers.stream().map(Sampler::input).toList();
    float[] said = predict();
    outputs = IntStream.range(0, samplers.size()).mapToObj(i -> guided(said, i)).toList();
    for (int i = 0; i < samplers.size(); i++) {
      Sampler<float[]> sampler = samplers.get(i);
      Optional<float[]> noise =
          sampler.needsNoise() ? Optional.of(fresh.apply(i)) : Optional.empty();
      sampler.advance(outputs.get(i), noise);
    }
  }

  /** Calls of the model made so far. */
  public int calls() {
    return samplers.get(0).calls();
  }

  private float[] predict() {
    int values = size.values();
    int rows = inputs.size();
    float[] all = new float[rows * values];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(inputs.get(i), 0, all, i * values, values);
    }
    try (TensorScope inner = model.scope()) {
      NDArray latents = inner.floats(all, rows, size.channels(), size.height(), size.width());
      NDArray timestep = inner.floats(new float[] {(float) samplers.get(0).timestep()}, 1);
      return model.unet().predictBatchInvariant(inner, latents, timestep, condition).toFloatArray();
    }
  }

  /** negative + scale (positive - negative); negatives come first in what it said. */
  private float[] guided(float[] said, int image) {
    int values = size.values();
    int positive = (guided ? samplers.size() + image : image) * values;
    int negative = image * values;
    float[] output = new float[values];
    for (int i = 0; i < values; i++) {
      float with = said[positive + i];
      float without = said[negative + i];
      output[i] = guided ? without + guidanceScale * (with - without) : with;
    }
    return output;
  }

  /** The latents of each image, in the UNet's scale. */
  public List<float[]> latents() {
    return samplers.stream().map(Sampler::sample).toList();
  }

  /** What the last call makes of image {@code i}: its clean latents, in the UNet's scale. */
  public float[] foreseen(PredictedOriginalSample estimate, int i) {
    return estimate.latents(calls() - 1, inputs.get(i), outputs.get(i));
  }

  @Override
  public void close() {
    samplers.forEach(Sampler::close);
    scope.close();
  }
}
