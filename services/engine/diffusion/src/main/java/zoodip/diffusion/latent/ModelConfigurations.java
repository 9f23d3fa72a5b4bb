package zoodip.diffusion.latent;

import java.nio.file.Files;
import java.nio.file.Path;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.pipeline.ModelIndex;
import zoodip.diffusion.scheduler.ModelScheduler;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.text.Conditioner;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.Vae;

/** The small files of a diffusers folder, which tell whether this engine runs the model. */
public final class ModelConfigurations {
  private static final String VAE = "vae";

  private ModelConfigurations() {}

  /**
   * Reads all of them, and no weights.
   *
   * @param vae whether the autoencoder's is to be among them
   * @throws ConfigException for a missing or unsupported one
   * @throws zoodip.diffusion.scheduler.SchedulerException for an unsupported scheduler
   */
  public static ModelFamily check(Path folder, boolean vae) {
    ModelFamily family = ModelIndex.of(folder).family();
    var unused = ModelScheduler.of(SchedulerConfig.read(LatentModel.schedulerFile(folder)));
    UNetConfig unet = UNetConfig.of(ConfigFile.read(folder.resolve("unet").resolve("config.json")));
    Conditioner.check(folder, family);
    if (vae) {
      checkVae(folder, unet);
    }
    return family;
  }

  private static void checkVae(Path folder, UNetConfig unet) {
    if (!Files.isDirectory(folder.resolve(VAE))) {
      throw new ConfigException(
          folder,
          "has no VAE (no folder vae), without which neither photos nor pictures can be coded; give"
              + " one with --vae: a diffusers folder or a .safetensors file");
    }
    int channels = Vae.config(folder.resolve(VAE)).latentChannels();
    if (channels != unet.latentChannels()) {
      throw new ConfigException(
          folder.resolve(VAE).resolve("config.json"),
          "latent_channels is %d, but the UNet takes %d"
              .formatted(channels, unet.latentChannels()));
    }
  }
}
