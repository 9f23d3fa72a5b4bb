package zoodip.cli.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.cli.hub.DownloadProgress;
import zoodip.cli.hub.Hub;
import zoodip.cli.hub.HubRepository;
import zoodip.cli.hub.HubRetries;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.latent.ModelConfigurations;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.safetensors.FileEnding;
import zoodip.safetensors.PickleConversion;
import zoodip.v1.ModelOrigin;

/** A model that is fetched from a hub first. */
final class HubOptions {
  @Option(
      names = "--from-hub",
      paramLabel = "REPO[@REVISION]",
      description =
          "A repository on a Hugging Face Hub instead of MODEL. What was fetched before is not"
              + " fetched again. $HF_TOKEN is sent to the hub if it is set.")
  private String repository;

  @Option(
      names = "--hub-endpoint",
      paramLabel = "URL",
      defaultValue = "${env:HF_ENDPOINT:-https://huggingface.co}",
      description = "(default: $HF_ENDPOINT, else https://huggingface.co).")
  private String endpoint;

  @Option(
      names = "--hub-cache",
      paramLabel = "FOLDER",
      defaultValue = "${sys:user.home}/.cache/zoodip/hub",
      description = "Where fetched files are kept (default: ~/.cache/zoodip/hub).")
  private Path cache;

  boolean given() {
    return repository != null;
  }

  String name() {
    return repository;
  }

  /**
   * What was fetched.
   *
   * @param folder that it is in
   * @param commit of the repository
   */
  record Fetched(Path folder, String commit) {}

  /** Where it comes from, completed. */
  ModelOrigin origin(Fetched fetched, ModelOrigin.Builder origin) {
    return origin
        .setHubRepository(HubRepository.of(endpoint, repository).name())
        .setHubRevision(fetched.commit())
        .build();
  }

  /**
   * Fetches the files of the model that are brought in: the small ones first, so that a model that
   * cannot be used is refused before gigabytes are fetched.
   *
   * @param vae whether the model's own autoencoder is wanted
   */
  Fetched fetch(Optional<String> variant, boolean vae, Output output) {
    try (Progress progress = output.progress()) {
      Hub hub =
          Hub.open(
              HubRepository.of(endpoint, repository),
              Optional.ofNullable(System.getenv("HF_TOKEN")).filter(token -> !token.isBlank()),
              cache,
              HubRetries.USUAL,
              shownBy(progress));
      List<String> wanted =
          ModelPaths.choose(hub.paths(), variant).values().stream()
              .filter(path -> vae || !path.startsWith("vae/"))
              .toList();
      checkThereAreWeights(wanted, hub.paths());
      hub.fetch(wanted.stream().filter(path -> !FileEnding.isOn(path)).toList());
      check(hub, wanted, vae);
      hub.fetch(wanted);
      return new Fetched(hub.folder(), hub.commit());
    }
  }

  /** Refuses what the small files tell. */
  private void check(Hub hub, List<String> wanted, boolean vae) {
    try {
      if (!wanted.contains(ModelPaths.PIPELINE)) {
        ModelFolder.checkKind(hub.folder());
        return;
      }
      ModelFamily family = ModelConfigurations.check(hub.folder(), vae);
      for (String network : ModelPaths.networks(family, vae)) {
        checkThereAreWeights(network, wanted, hub.paths());
      }
    } catch (ConfigException | SchedulerException e) {
      throw new UsageException(e.getMessage().replace(hub.folder().toString(), repository), e);
    }
  }

  private void checkThereAreWeights(String network, List<String> wanted, List<String> all) {
    String folder = network + "/";
    if (wanted.stream().noneMatch(path -> path.startsWith(folder) && FileEnding.isOn(path))) {
      boolean pickled = all.stream().anyMatch(p -> p.startsWith(folder) && Pickles.isOne(p));
      throw new UsageException(
          "%s has no safetensors of its %s%s"
              .formatted(
                  repository,
                  network,
                  pickled
                      ? "; pickled .bin and .ckpt weights are not read: " + PickleConversion.HELP
                      : ", so it is not whole"));
    }
  }

  private static DownloadProgress shownBy(Progress progress) {
    return (path, bytes, total) ->
        progress.show(MegabyteProgress.snapshot("fetching " + path, bytes, total));
  }

  private void checkThereAreWeights(List<String> wanted, List<String> all) {
    if (wanted.stream().noneMatch(path -> FileEnding.isOn(path))) {
      List<String> files = all.stream().filter(path -> FileEnding.isOn(path)).toList();
      throw new UsageException(
          "%s has no safetensors in the layout of diffusers or transformers%s"
              .formatted(
                  repository,
                  files.isEmpty()
                      ? "; pickled .bin and .ckpt weights are not read: " + PickleConversion.HELP
                      : ": download one of %s and import that file".formatted(files)));
    }
  }
}
