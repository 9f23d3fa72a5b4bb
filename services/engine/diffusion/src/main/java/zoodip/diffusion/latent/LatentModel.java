package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.pipeline.ModelIndex;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.scheduler.ModelScheduler;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.text.Conditioner;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.unet.Condition;
import zoodip.diffusion.unet.UNet;
import zoodip.diffusion.vae.Vae;
import zoodip.diffusion.vae.VaeConfig;

/**
 * The networks of a text-to-image model: text encoders and UNet for as long as it is open, the two
 * halves of the autoencoder only when they are used. All methods belong on the engine's thread.
 */
public final class LatentModel implements AutoCloseable {
  private final Path folder;
  private final ModelOptions options;
  private final ModelIndex index;
  private final ModelScheduler scheduler;
  private final VaeConfig vae;
  private final Conditioner conditioner;
  private final UNet unet;
  private Optional<Vae> decoder = Optional.empty();

  private LatentModel(
      Path folder,
      ModelOptions options,
      ModelIndex index,
      ModelScheduler scheduler,
      VaeConfig vae,
      Conditioner conditioner,
      UNet unet) {
    this.folder = folder;
    this.options = options;
    this.index = index;
    this.scheduler = scheduler;
    this.vae = vae;
    this.conditioner = conditioner;
    this.unet = unet;
  }

  /** Loads a diffusers folder. */
  public static LatentModel open(Path folder, ModelOptions options) {
    if (!Files.isDirectory(folder)) {
      throw new ConfigException(folder, "is no model folder");
    }
    ModelIndex index = ModelIndex.of(folder);
    ModelScheduler scheduler = scheduler(folder, index);
    VaeConfig vae = Vae.config(vaeFolder(folder));
    Conditioner conditioner = Conditioner.open(folder, index.family(), options);
    try {
      UNet unet = UNet.open(folder.resolve("unet"), options);
      LatentModel model =
          new LatentModel(folder, options, index, scheduler, vae, conditioner, unet);
      model.checkFit();
      return model;
    } catch (RuntimeException e) {
      conditioner.close();
      throw e;
    }
  }

  static Path schedulerFile(Path folder) {
    return folder.resolve("scheduler").resolve("scheduler_config.json");
  }

  private static Path vaeFolder(Path folder) {
    return folder.resolve("vae");
  }

  /** Where the autoencoder's files are. */
  Path vaeFolder() {
    return vaeFolder(folder);
  }

  private static ModelScheduler scheduler(Path folder, ModelIndex index) {
    SchedulerConfig config = SchedulerConfig.read(schedulerFile(folder));
    return ModelScheduler.of(
        switch (index.family()) {
          case STABLE_DIFFUSION -> config.forStableDiffusion();
          case STABLE_DIFFUSION_XL -> config;
        });
  }

  private void checkFit() {
    int context =
        switch (index.family()) {
          case STABLE_DIFFUSION -> conditioner.widths().get(0);
          case STABLE_DIFFUSION_XL ->
              conditioner.widths().stream().mapToInt(Integer::intValue).sum();
        };
    if (context != unet.config().contextWidth()) {
      throw misfit("cross_attention_dim", unet.config().contextWidth(), "text encoders", context);
    }
    if (vae.latentChannels() != unet.config().latentChannels()) {
      throw misfit(
          "in_channels", unet.config().latentChannels(), "autoencoder", vae.latentChannels());
    }
  }

  private ConfigException misfit(String field, int value, String other, int otherValue) {
    unet.close();
    return new ConfigException(
        folder.resolve("unet").resolve("config.json"),
        field + " is " + value + ", but the " + other + " give " + otherValue);
  }

  public ModelIndex index() {
    return index;
  }

  /** The noise schedule, and the model's own scheduler or what stands in for it. */
  public SchedulerConfig scheduler() {
    return scheduler.config();
  }

  /** The same, and what it stands in for. */
  public ModelScheduler modelScheduler() {
    return scheduler;
  }

  public Conditioner conditioner() {
    return conditioner;
  }

  public UNet unet() {
    return unet;
  }

  public VaeConfig vae() {
    return vae;
  }

  /**
   * Checks that images of a size can be generated.
   *
   * @throws PromptException if they cannot
   */
  public void requireSize(int width, int height) {
    int factor = vae.factor();
    if (width < factor || height < factor || width % factor != 0 || height % factor != 0) {
      throw new PromptException(
          "a picture of "
              + width
              + " x "
              + height
              + " pixels cannot be drawn: both sides must be multiples of "
              + factor);
    }
  }

  /** The latents of an image of that size in pixels. */
  public LatentSize size(int width, int height) {
    int factor = vae.factor();
    return new LatentSize(vae.latentChannels(), height / factor, width / factor, factor);
  }

  /** The parameters of all networks. */
  public ParameterCount parameters() {
    return conditioner.parameters().plus(unet.parameters()).plus(vaeParameters());
  }

  /** The parameters of both halves of the autoencoder. */
  public ParameterCount vaeParameters() {
    return Vae.parameters(vae, options.precision());
  }

  /** Loads what encodes photos; the caller closes it. */
  public Vae openEncoder() {
    return Vae.encoder(vaeFolder(), options);
  }

  /** What decodes latents, loaded at first use. */
  public Vae decoder() {
    if (decoder.isEmpty()) {
      decoder = Optional.of(Vae.decoder(vaeFolder(), options));
    }
    return decoder.get();
  }

  /** Frees what decodes latents; it is loaded again when it is used. */
  public void releaseDecoder() {
    decoder.ifPresent(Vae::close);
    decoder = Optional.empty();
  }

  /** Where its networks compute. */
  public String device() {
    return options.device();
  }

  /** Whether that is a processor, which has computed what a call returns. */
  public boolean isOnCpu() {
    return options.isOnCpu();
  }

  /** A scope for inputs and outputs of the networks. */
  public TensorScope scope() {
    return unet.scope();
  }

  /** What the texts of a batch say, for each of its rows. */
  public Condition condition(TensorScope scope, LossBatch batch) {
    return batch.batching() == BatchSharing.FAST
        ? conditioner.condition(scope, batch.ids(), batch.concepts(), batch.sizes(), batch.common())
        : conditioner.condition(scope, batch.ids(), batch.concepts(), batch.sizes());
  }

  /** Mean squared errors, one a row of the batch's concepts, in fp32. */
  public float[] losses(TensorScope scope, LossBatch batch, Condition condition) {
    return unet.losses(
            scope,
            batch.noisy(),
            batch.timesteps(),
            condition,
            batch.target(),
            batch.batching() == BatchSharing.FAST)
        .toFloatArray();
  }

  /**
   * The loss of one row and its gradient in the learned vectors.
   *
   * @throws UnsupportedOperationException if the UNet's arithmetic has no gradient
   */
  LossGradient gradient(TensorScope scope, LossBatch batch) {
    NDList parts =
        unet.gradients(
            scope, batch.noisy(), batch.timesteps(), condition(scope, batch), batch.target());
    List<NDArray> gradients =
        conditioner.pullBack(scope, batch.ids(), batch.concepts(), parts.get(1), parts.get(2));
    NDList flat = new NDList();
    gradients.forEach(gradient -> flat.add(gradient.flatten()));
    return new LossGradient(parts.get(0).getFloat(), NDArrays.concat(flat).toFloatArray());
  }

  @Override
  public void close() {
    releaseDecoder();
    unet.close();
    conditioner.close();
  }
}
