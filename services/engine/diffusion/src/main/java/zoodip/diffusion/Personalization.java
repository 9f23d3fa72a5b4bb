package zoodip.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zoodip.diffusion.engine.NativeMemory;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.latent.ForwardProcess;
import zoodip.diffusion.latent.LatentModel;
import zoodip.diffusion.latent.LatentSize;
import zoodip.diffusion.latent.LossGradient;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.latent.LossRows;
import zoodip.diffusion.latent.PhotoEncoder;
import zoodip.diffusion.latent.TextJacobian;
import zoodip.diffusion.prompt.ConceptTable;
import zoodip.diffusion.prompt.PromptTokenizer;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.StepTimings;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;

/**
 * The losses of candidate vectors for one concept: photos are encoded, captions are tokenized, and
 * every call is one batch through text encoder and UNet, together with other concepts' if they ask
 * at the same time.
 *
 * <p>Methods may be called from any thread. Equal arguments give equal bits, in this process or
 * another, with the same options, threads and kind of processor.
 */
public final class Personalization {
  private final LatentModel model;
  private final ForwardProcess forward;
  private final LatentSize size;
  private final int vectors;
  private final List<PhotoEncoder.Encoded> photos;

  /** For each photo, for each caption, for each text encoder: token ids. */
  private final List<List<List<long[]>>> captions;

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
    this.captions = captions;
  }

  /**
   * As {@link DiffusionModel#personalization}. Photos are read and cut to size by the caller's
   * thread, one after the other: the engine has other work meanwhile, and memory holds one of them.
   */
  static Personalization of(
      LatentModel model,
      List<TrainingPhoto> photos,
      String placeholder,
      int vectors,
      PhotoOptions options) {
    if (photos.isEmpty() || vectors < 1) {
      throw new IllegalArgumentException("training needs at least one photo and one vector");
    }
    model.requireSize(options.resolution(), options.resolution());
    List<List<List<long[]>>> captions = captions(model, photos, placeholder, vectors);
    return new Personalization(
        model,
        model.size(options.resolution(), options.resolution()),
        vectors,
        encoded(model, photos, options),
        captions);
  }

  private static List<PhotoEncoder.Encoded> encoded(
      LatentModel model, List<TrainingPhoto> photos, PhotoOptions options) {
    TorchThread torchThread = TorchThread.shared();
    PhotoEncoder encoder = torchThread.call(() -> PhotoEncoder.open(model));
    try {
      List<PhotoEncoder.Encoded> encoded = new ArrayList<>();
      for (TrainingPhoto photo : photos) {
        RgbImage square = photo.source().square(options);
        encoded.add(torchThread.call(() -> encoder.encode(square)));
      }
      return List.copyOf(encoded);
    } finally {
      torchThread.run(
          () -> {
            encoder.close();
            NativeMemory.giveBack();
          });
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
        ofPhoto.add(tokenizers.stream().map(t -> t.ids(text, concept)).toList());
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
   * @return [candidates]
   */
  public float[] losses(LossQuery query) {
    return losses(List.of(row(query)), BatchSharing.FAST).get(0);
  }

  /**
   * The losses of several trainings, computed in as few batches as their sizes allow.
   *
   * @param rows what each of them asks, see {@link #row}
   * @return for each row [candidates]
   */
  public static List<float[]> losses(List<LossRow> rows, BatchSharing batchSharing) {
    return losses(rows, batchSharing, new StepTimings());
  }

  /** The same, and tells what the networks take. */
  public static List<float[]> losses(
      List<LossRow> rows, BatchSharing batchSharing, StepTimings timings) {
    return TorchThread.shared().call(() -> LossRows.losses(rows, batchSharing, timings));
  }

  /**
   * The training loss of one candidate in each of several samples, in fp32: a few of them after the
   * other, so that other trainings' steps come in between and large latents need no more memory
   * than a step. Which are computed together follows from their number alone.
   *
   * @param queries of one candidate each
   * @return [queries]
   */
  public float[] sampleLosses(List<LossQuery> queries) {
    float[] losses = new float[queries.size()];
    for (int from = 0; from < losses.length; from += size.rowsAtOnce()) {
      int to = Math.min(losses.length, from + size.rowsAtOnce());
      List<float[]> part =
          losses(queries.subList(from, to).stream().map(this::row).toList(), BatchSharing.STRICT);
      for (int i = 0; i < part.size(); i++) {
        losses[from + i] = part.get(i)[0];
      }
    }
    return losses;
  }

  /**
   * What the UNet predicts for each candidate, the noise or the velocity: to compare precisions by.
   *
   * @return [candidates * latentValues()]
   */
  public float[] predictions(LossQuery query) {
    LossRow row = row(query);
    return TorchThread.shared().call(() -> LossRows.outputs(row));
  }

  /**
   * The loss of a query's only candidate, and its gradient by back-propagation through UNet and
   * text encoders.
   *
   * @throws UnsupportedOperationException if the model's arithmetic has no gradient: int8's
   */
  public LossGradient gradient(LossQuery query) {
    if (query.candidates().length != 1) {
      throw new IllegalArgumentException(
          query.candidates().length + " candidates: a gradient is that of one");
    }
    LossRow row = row(query);
    return TorchThread.shared().call(() -> LossRows.gradient(row));
  }

  /**
   * How sensitive a text encoder is to one learned vector: J'J, with J the Jacobian of what the
   * UNet takes of the encoder's output. In fp32, and one batch of texts after the other, so that
   * other trainings' steps come in between.
   *
   * @return [width][width], symmetric
   */
  public double[][] sensitivity(SensitivityQuery query) {
    checkLength("theta", query.theta(), candidateValues());
    TorchThread torchThread = TorchThread.shared();
    TextJacobian jacobian = torchThread.call(() -> jacobian(query));
    try {
      while (!jacobian.isComplete()) {
        torchThread.run(jacobian::advance);
      }
      return torchThread.call(jacobian::squared);
    } finally {
      torchThread.run(jacobian::close);
    }
  }

  /**
   * The covariance of the token embeddings of a text encoder's whole vocabulary, in fp64.
   *
   * @param encoder index of the text encoder
   * @return [width][width], symmetric
   */
  public double[][] vocabularyCovariance(int encoder) {
    return TorchThread.shared()
        .call(() -> model.conditioner().encoders().get(encoder).vocabularyCovariance());
  }

  private TextJacobian jacobian(SensitivityQuery query) {
    List<Integer> widths = model.conditioner().widths();
    int from = 0;
    for (int i = 0; i < query.encoder(); i++) {
      from += vectors * widths.get(i);
    }
    int width = widths.get(query.encoder());
    float[][] ofEncoder = new float[vectors][];
    for (int i = 0; i < vectors; i++) {
      ofEncoder[i] = Arrays.copyOfRange(query.theta(), from + i * width, from + (i + 1) * width);
    }
    return new TextJacobian(
        model,
        query.encoder(),
        captions.get(query.photo()).get(query.caption()).get(query.encoder()),
        ofEncoder,
        query.vector(),
        query.difference());
  }

  /** A query with this training's photos and captions in it: its row of a batch. */
  public LossRow row(LossQuery query) {
    check(query.timestep(), query.posteriorNoise(), query.noise(), query.candidates());
    float[] latents =
        photos
            .get(query.photo())
            .moments(query.flipped())
            .sample(query.posteriorNoise(), model.vae().scaling());
    return new LossRow(
        model,
        size,
        forward.noisy(latents, query.noise(), query.timestep()),
        forward.target(latents, query.noise(), query.timestep()),
        query.timestep(),
        captions.get(query.photo()).get(query.caption()),
        vectors,
        query.candidates());
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
}
