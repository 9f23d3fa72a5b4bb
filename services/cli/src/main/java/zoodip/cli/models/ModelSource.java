package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.platform.digest.Sha256;
import zoodip.safetensors.FileEnding;
import zoodip.safetensors.PickleConversion;
import zoodip.singlefile.SingleFileOptions;
import zoodip.v1.ModelOrigin;

/** Where a model comes from: a folder, a checkpoint in one file, or a hub. */
final class ModelSource {
  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description =
          "The model's folder, or a checkpoint of Stable Diffusion 1.x, 2.x or XL in one"
              + " .safetensors (or .sft) file.")
  private Path model;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "Weights to prefer where there are several, as their files' names say: fp16 of"
              + " model.fp16.safetensors (default: the full ones, else fp16).")
  private String variant;

  @Option(
      names = {"--prediction", "--prediction-type"},
      paramLabel = "KIND",
      description =
          "What the UNet of a checkpoint in one file predicts, whatever the file says: epsilon or"
              + " v_prediction (default: as its marks and metadata say, else v_prediction for"
              + " Stable Diffusion 2 with a text encoder that is 1024 wide and epsilon otherwise)."
              + " The base model of Stable Diffusion 2 needs epsilon where its file does not say"
              + " so.")
  private PredictionType prediction;

  @Option(
      names = "--tokenizer",
      paramLabel = "FOLDER",
      description =
          "Folder with a CLIP tokenizer for a checkpoint in one file: vocab.json and merges.txt, or"
              + " tokenizer.json (default: CLIP's own).")
  private Path tokenizer;

  @Option(
      names = "--vae",
      paramLabel = "PATH",
      description =
          "An autoencoder instead of the model's own, or where it has none: a diffusers folder or a"
              + " .safetensors (or .sft) file.")
  private Path vae;

  @Option(
      names = "--ignore-extra-tensors",
      description =
          "Leave tensors away that no network of the model has a place for, instead of refusing"
              + " them: they may mean that the model is another than it seems.")
  private boolean ignoreExtra;

  @Mixin private HubOptions hub;

  /** What people read if they give no name. */
  String name() {
    if (hub.given()) {
      return hub.name();
    }
    return isSingleFile() ? FileEnding.without(fileName()) : fileName();
  }

  /**
   * Checks what was given, before anything is connected to.
   *
   * @throws UsageException if it cannot be a model
   */
  void check() {
    if (hub.given() == (model != null)) {
      throw new UsageException("Name a model's folder or file, or a repository with --from-hub");
    }
    if (hub.given() || Files.isDirectory(model)) {
      refuseOptionsOfSingleFiles();
      refuseHubCache();
    } else if (!Files.exists(model)) {
      throw new UsageException(
          Files.isSymbolicLink(model)
              ? model + " is a symbolic link to what is not there"
              : "There is no folder or file " + model);
    } else if (!isSingleFile()) {
      throw new UsageException(
          "%s is neither a folder nor a .safetensors or .sft file%s"
              .formatted(model, aboutPickles(model)));
    }
    checkVae();
  }

  private static String aboutPickles(Path file) {
    return Pickles.isOne(file.toString())
        ? ", but a pickle; pickled .ckpt files are not read: " + PickleConversion.HELP
        : "";
  }

  private void checkVae() {
    if (vae == null) {
      return;
    }
    if (!Files.exists(vae)) {
      throw new UsageException("There is no folder or file %s for --vae".formatted(vae));
    }
    if (!Files.isDirectory(vae) && Pickles.isOne(vae.toString())) {
      throw new UsageException(
          "--vae %s is a pickle, which is not read: %s".formatted(vae, PickleConversion.HELP));
    }
  }

  private void refuseOptionsOfSingleFiles() {
    if (prediction != null || tokenizer != null) {
      throw new UsageException(
          "--prediction and --tokenizer are for a checkpoint in one file; a folder says both"
              + " itself");
    }
  }

  /** A hub's cache has the models themselves two folders further in. */
  private void refuseHubCache() {
    Path snapshots = hub.given() ? null : model.resolve("snapshots");
    if (snapshots == null || !Files.isDirectory(snapshots)) {
      return;
    }
    try (Stream<Path> commits = Files.list(snapshots)) {
      throw new UsageException(
          "%s is a repository in a hub's cache; name the folder of one of its commits: %s"
              .formatted(
                  model, commits.sorted().map(Path::toString).collect(Collectors.joining(", "))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + snapshots, e);
    }
  }

  /** Whether tensors that no network has a place for are left away. */
  boolean ignoresExtra() {
    return ignoreExtra;
  }

  /** Gathers the model's files: converts or fetches them if need be. */
  ModelFiles open(Output output) {
    Optional<String> wanted = Optional.ofNullable(variant);
    Optional<Path> given = Optional.ofNullable(vae);
    if (hub.given()) {
      HubOptions.Fetched fetched = hub.fetch(wanted, given.isEmpty(), output);
      return ModelFiles.of(
          fetched.folder(), hub.name(), wanted, given, hub.origin(fetched, origin()));
    }
    ModelOrigin origin = origin().setName(fileName()).build();
    if (!isSingleFile()) {
      return ModelFiles.of(model, model.toString(), wanted, given, origin);
    }
    output.hint("converting %s", model);
    return ModelFiles.converted(
        model,
        new SingleFileOptions(
            Optional.ofNullable(prediction), Optional.ofNullable(tokenizer), given, ignoreExtra),
        origin.toBuilder().setSha256(Sha256.of(model)).build());
  }

  private ModelOrigin.Builder origin() {
    ModelOrigin.Builder origin = ModelOrigin.newBuilder();
    return vae == null ? origin : origin.setVae(fileName(vae));
  }

  private String fileName() {
    return fileName(model);
  }

  private static String fileName(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  private boolean isSingleFile() {
    return Files.isRegularFile(model) && FileEnding.isOn(model.toString());
  }
}
