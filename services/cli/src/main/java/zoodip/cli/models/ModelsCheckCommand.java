package zoodip.cli.models;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.errors.ExitCodes;
import zoodip.reference.ReferenceCheck;
import zoodip.reference.ReferenceReport;

/** Compares what this engine computes with reference tensors. */
@Command(
    name = "check",
    description = {
      "Compares a model, run by this engine in fp32, with tensors that a reference implementation"
          + " computed with the same weights: token ids, text encoders, UNet, autoencoder,"
          + " schedulers, guided pictures and training losses; or CLIP and DINOv2 with their"
          + " preprocessing.",
      "",
      "Prints one line for each entry of the reference file: its shape, the largest absolute"
          + " difference, the tolerance that the file allows, and whether it holds."
    },
    footer = {
      "%nExample:",
      "  zoodip models check models/sd15 --reference sd15.safetensors",
      "%nExit codes:",
      "  0  every compared entry agrees",
      "  1  an entry does not agree",
      "  2  the model or the reference file cannot be used; the message says why"
    })
final class ModelsCheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL_DIR",
      description =
          "Folder of a diffusers model (with model_index.json) or of a CLIP or DINOv2 model of"
              + " transformers (with config.json).")
  private Path model;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE.safetensors",
      description =
          "Reference tensors; the metadata key 'spec' names the family (sd15, sd21, sdxl, clip,"
              + " dinov2), the inputs and the tolerances.")
  private Path reference;

  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReferenceReport report = ReferenceCheck.run(model, reference);
    new ReportTable(spec.commandLine().getOut()).print(report);
    return report.ok() ? ExitCode.OK : ExitCodes.NO;
  }
}
