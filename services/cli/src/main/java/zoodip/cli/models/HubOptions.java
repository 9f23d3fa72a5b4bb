package zoodip.cli.models;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.cli.UsageException;
import zoodip.cli.hub.DownloadProgress;
import zoodip.cli.hub.Hub;
import zoodip.cli.hub.HubRepository;
import zoodip.cli.hub.Retries;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.diffusion.latent.ModelIndex;

/** A model that is fetched from a hub first. */
final class HubOptions {
  private static final String WEIGHTS = ".safetensors";

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
   * Fetches the files of the model that are brought in: the small ones first, so that a model of
   * another kind is refused before gigabytes are fetched.
   *
   * @return the folder that they are in
   */
  Path fetch(Optional<String> variant, Output output) {
    try (Progress progress = output.progress()) {
      Hub hub =
          Hub.open(
              HubRepository.of(endpoint, repository),
              Optional.ofNullable(System.getenv("HF_TOKEN")).filter(token -> !token.isBlank()),
              cache,
              Retries.USUAL,
              shownBy(progress));
      Collection<String> wanted = ModelPaths.choose(hub.paths(), variant).values();
      checkThereAreWeights(wanted, hub.paths());
      hub.fetch(wanted.stream().filter(path -> !path.endsWith(WEIGHTS)).toList());
      if (wanted.contains(ModelPaths.PIPELINE)) {
        var unused = ModelIndex.of(hub.folder());
      }
      hub.fetch(wanted);
      return hub.folder();
    }
  }

  private static DownloadProgress shownBy(Progress progress) {
    return (path, bytes, total) ->
        progress.show(Megabytes.snapshot("fetching " + path, bytes, total));
  }

  private void checkThereAreWeights(Collection<String> wanted, List<String> all) {
    if (wanted.stream().noneMatch(path -> path.endsWith(WEIGHTS))) {
      List<String> files = all.stream().filter(path -> path.endsWith(WEIGHTS)).toList();
      throw new UsageException(
          "%s has no safetensors in the layout of diffusers or transformers%s"
              .formatted(
                  repository,
                  files.isEmpty()
                      ? "; pickled .bin and .ckpt weights are not read"
                      : ": download one of %s and import that file".formatted(files)));
    }
  }
}
