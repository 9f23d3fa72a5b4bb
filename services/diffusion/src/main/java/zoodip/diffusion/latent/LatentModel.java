package zoodip.diffusion.latent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import zoodip.diffusion.Batching;
import zoodip.diffusion.ModelOptions;
import zoodip.diffusion.ParameterCount;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.text.Conditioner;
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
  private final SchedulerConfig scheduler;
  private final VaeConfig vae;
  private final Conditioner conditioner;
  private final UNet unet;
  private Optional<Vae> decoder = Optional.empty();

  private LatentModel(
      Path folder,
      ModelOptions options,
      ModelIndex index,
      SchedulerConfig scheduler,
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
    SchedulerConfig scheduler = scheduler(folder, index);
    VaeConfig vae = Vae.config(folder.resolve("vae"));
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

  private static SchedulerConfig scheduler(Path folder, ModelIndex index) {
    SchedulerConfig config =
        SchedulerConfig.read(folder.resolve("scheduler").resolve("scheduler_config.json"));
    return switch (index.family()) {
      case STABLE_DIFFUSION -> config.forStableDiffusion();
      case STABLE_DIFFUSION_XL -> config;
    };
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

  /** The model's own scheduler and noise schedule. */
  public SchedulerConfig scheduler() {
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

  /** The latents of a picture of that size in pixels. */
  public LatentSize size(int width, int height) {
    int factor = vae.factor();
    return new LatentSize(vae.latentChannels(), height / factor, width / factor, factor);
  }

  /** The parameters of all networks. */
  public ParameterCount parameters() {
    return conditioner
        .parameters()
        .plus(unet.parameters())
        .plus(Vae.parameters(vae, options.precision()));
  }

  /** Loads what encodes photos; the caller closes it. */
  public Vae openEncoder() {
    return Vae.encoder(folder.resolve("vae"), options);
  }

  /** What decodes latents, loaded at first use. */
  public Vae decoder() {
    if (decoder.isEmpty()) {
      decoder = Optional.of(Vae.decoder(folder.resolve("vae"), options));
    }
    return decoder.get();
  }

  /** Frees what decodes latents; it is loaded again when it is used. */
  public void releaseDecoder() {
    decoder.ifPresent(Vae::close);
    decoder = Optional.empty();
  }

  /** A scope for inputs and outputs of the networks. */
  public TensorScope scope() {
    return unet.scope();
  }

  /** What the texts of a batch say, for each of its rows. */
  public Condition condition(TensorScope scope, LossBatch batch) {
    return conditioner.condition(
        scope, batch.ids(), batch.concepts(), batch.sizes(), batch.batching() == Batching.FAST);
  }

  /** Mean squared errors, one a row of the batch's concepts, in fp32. */
  public float[] losses(TensorScope scope, LossBatch batch, Condition condition) {
    return unet.losses(
            scope,
            batch.noisy(),
            batch.timesteps(),
            condition,
            batch.target(),
            batch.batching() == Batching.FAST)
        .toFloatArray();
  }

  @Override
  public void close() {
    releaseDecoder();
    unet.close();
    conditioner.close();
  }
}
