package zoodip.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.engine.Engine;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LatentSize;
import zoodip.diffusion.latent.LossBatch;
import zoodip.diffusion.latent.PhotoEncoder;
import zoodip.diffusion.text.ConceptTable;
import zoodip.diffusion.text.PromptTokenizer;
import zoodip.diffusion.vae.Vae;
import zoodip.pictures.Picture;

/**
 * The losses of candidate vectors for one concept: photos are encoded, captions are tokenized, and
 * every call is one batch through text encoder and UNet.
 *
 * <p>Methods may be called from any thread. Equal arguments give equal bits, in this process or
 * another, with the same options, threads and kind of processor.
 */
public final class Personalization implements AutoCloseable {
  private final LatentModel model;
  private final ForwardProcess forward;
  private final LatentSize size;
  private final int vectors;
  private final List<PhotoEncoder.Encoded> photos;

  /** Owns the tensors that every step uses again. */
  private final TensorScope kept;

  /** For each photo, for each caption, for each text encoder: token ids [1, tokens]. */
  private final List<List<List<NDArray>>> captions;

  /** SDXL's sizes [1, 6]. */
  private final NDArray sizes;

  private Personalization(
      LatentModel model,
      LatentSize size,
      int vectors,
      List<PhotoEncoder.Encoded> photos,
      List<List<List<long[]>>> captions) {
    this.model = model;
    this.forward = ForwardProcess.of(model.scheduler());
    this.size = size;
    this.vectors = vectors;
    this.photos = photos;
    this.kept = model.scope();
    this.captions = captions.stream().map(this::ofPhoto).toList();
    this.sizes = kept.floats(size.conditions(), 1, size.conditions().length);
  }

  private List<List<NDArray>> ofPhoto(List<List<long[]>> photo) {
    return photo.stream().map(this::ofCaption).toList();
  }

  private List<NDArray> ofCaption(List<long[]> caption) {
    return caption.stream().map(ids -> kept.longs(ids, 1, ids.length)).toList();
  }

  static Personalization of(
      LatentModel model,
      List<TrainingPhoto> photos,
      String placeholder,
      int vectors,
      PhotoOptions options) {
    if (photos.isEmpty() || vectors < 1) {
      throw new IllegalArgumentException("training needs at least one photo and one vector");
    }
    LatentSizes.check(model, options.resolution(), options.resolution());
    List<List<List<long[]>>> captions = captions(model, photos, placeholder, vectors);
    try (Vae encoder = model.openEncoder()) {
      List<Picture> pictures = photos.stream().map(TrainingPhoto::picture).toList();
      return new Personalization(
          model,
          model.size(options.resolution(), options.resolution()),
          vectors,
          PhotoEncoder.encode(encoder, pictures, options),
          captions);
    }
  }

  private static List<List<List<long[]>>> captions(
      LatentModel model, List<TrainingPhoto> photos, String placeholder, int vectors) {
    ConceptTable concept = ConceptTable.of(placeholder, vectors);
    List<PromptTokenizer> tokenizers = model.conditioner().tokenizers();
    List<List<List<long[]>>> all = new ArrayList<>();
    for (TrainingPhoto photo : photos) {
      List<List<long[]>> ofPhoto = new ArrayList<>();
      for (String caption : photo.captions()) {
        String text = caption.replace(TrainingPhoto.SLOT, placeholder);
        ofPhoto.add(tokenizers.stream().map(t -> t.caption(text, concept)).toList());
      }
      all.add(List.copyOf(ofPhoto));
    }
    return List.copyOf(all);
  }

  /** Values of one latent sample: what posterior noise and noise must have. */
  public int latentValues() {
    return size.values();
  }

  /** Values of one candidate: vectors times width, summed over the text encoders. */
  public int candidateValues() {
    return vectors * model.conditioner().widths().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The training loss of each candidate, in fp32: the mean squared error between the UNet's output
   * and its target, with everything but the candidate the same for all.
   *
   * @param photo index of the photo
   * @param flipped whether its mirror image is meant
   * @param caption index of one of the photo's captions
   * @param timestep 0 to trainTimesteps - 1
   * @param posteriorNoise [latentValues], standard normal: picks the latents from the posterior
   * @param noise [latentValues], standard normal: the noise to be predicted
   * @param candidates [n][candidateValues]: for each text encoder in turn, its vectors one after
   *     the other
   * @return [n]
   */
  public float[] losses(
      int photo,
      boolean flipped,
      int caption,
      int timestep,
      float[] posteriorNoise,
      float[] noise,
      float[][] candidates) {
    check(timestep, posteriorNoise, noise, candidates);
    float[] latents =
        photos.get(photo).moments(flipped).sample(posteriorNoise, model.vae().scaling());
    float[] noisy = forward.noisy(latents, noise, timestep);
    float[] target = forward.target(latents, noise, timestep);
    List<NDArray> ids = captions.get(photo).get(caption);
    return Engine.shared().call(() -> losses(noisy, target, timestep, ids, candidates));
  }

  private float[] losses(
      float[] noisy, float[] target, int timestep, List<NDArray> ids, float[][] candidates) {
    try (TensorScope scope = model.scope()) {
      return model.losses(
          scope,
          new LossBatch(
              latents(scope, noisy),
              latents(scope, target),
              timestep,
              ids,
              concepts(scope, candidates),
              sizes));
    }
  }

  private NDArray latents(TensorScope scope, float[] values) {
    return scope.floats(values, 1, size.channels(), size.height(), size.width());
  }

  private List<NDArray> concepts(TensorScope scope, float[][] candidates) {
    List<NDArray> tensors = new ArrayList<>();
    int from = 0;
    for (int width : model.conditioner().widths()) {
      int count = vectors * width;
      float[] values = new float[candidates.length * count];
      for (int i = 0; i < candidates.length; i++) {
        System.arraycopy(candidates[i], from, values, i * count, count);
      }
      tensors.add(scope.floats(values, candidates.length, vectors, width));
      from += count;
    }
    return tensors;
  }

  private void check(int timestep, float[] posteriorNoise, float[] noise, float[][] candidates) {
    if (timestep < 0 || timestep >= forward.schedule().size()) {
      throw new IllegalArgumentException(
          "timestep " + timestep + " is not in 0.." + (forward.schedule().size() - 1));
    }
    checkLength("posteriorNoise", posteriorNoise, latentValues());
    checkLength("noise", noise, latentValues());
    for (float[] candidate : candidates) {
      checkLength("a candidate", candidate, candidateValues());
    }
  }

  private static void checkLength(String name, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values; it must have " + expected);
    }
  }

  @Override
  public void close() {
    Engine.shared().run(kept::close);
  }
}
