package zoodip.cli.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.diffusion.singlefile.SingleFileOptions;

/** Where a model comes from: a folder, a checkpoint in one file, or a hub. */
final class ModelSource {
  private static final String SINGLE_FILE = ".safetensors";

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description =
          "The model's folder, or a .safetensors checkpoint of Stable Diffusion 1.x, 2.x or XL.")
  private Path model;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "Weights to prefer where there are several, as their files' names say: fp16 of"
              + " model.fp16.safetensors (default: the full ones, else fp16).")
  private String variant;

  @Option(
      names = "--prediction",
      paramLabel = "KIND",
      description =
          "What the UNet of a checkpoint in one file predicts, which its weights do not tell:"
              + " epsilon or v_prediction (default: v_prediction for Stable Diffusion 2 with a text"
              + " encoder that is 1024 wide, and where the file is marked so; epsilon otherwise)."
              + " The base model of Stable Diffusion 2 needs epsilon.")
  private PredictionType prediction;

  @Option(
      names = "--tokenizer",
      paramLabel = "FOLDER",
      description =
          "Folder with vocab.json and merges.txt for a checkpoint in one file (default: CLIP's"
              + " own).")
  private Path tokenizer;

  @Mixin private HubOptions hub;

  /** What people read if they give no name. */
  String name() {
    if (hub.given()) {
      return hub.name();
    }
    String name = String.valueOf(model.toAbsolutePath().normalize().getFileName());
    return isSingleFile() ? name.substring(0, name.length() - SINGLE_FILE.length()) : name;
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
    } else if (!Files.exists(model)) {
      throw new UsageException("There is no folder or file " + model);
    } else if (!isSingleFile()) {
      throw new UsageException(
          "%s is neither a folder nor a .safetensors file; pickled .ckpt files are not read"
              .formatted(model));
    }
  }

  private void refuseOptionsOfSingleFiles() {
    if (prediction != null || tokenizer != null) {
      throw new UsageException(
          "--prediction and --tokenizer are for a checkpoint in one file; a folder says both"
              + " itself");
    }
  }

  /** Gathers the model's files: converts or fetches them if need be. */
  ModelFiles open(Output output) {
    Optional<String> wanted = Optional.ofNullable(variant);
    if (hub.given()) {
      return ModelFiles.of(hub.fetch(wanted, output), wanted);
    }
    if (!isSingleFile()) {
      return ModelFiles.of(model, wanted);
    }
    output.hint("converting %s", model);
    return ModelFiles.converted(
        model,
        new SingleFileOptions(Optional.ofNullable(prediction), Optional.ofNullable(tokenizer)));
  }

  private boolean isSingleFile() {
    return Files.isRegularFile(model) && model.toString().endsWith(SINGLE_FILE);
  }
}
