package zoodip.cli.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.measurements.RandomModel;
import zoodip.platform.files.TemporaryFolder;

/** Which model is measured, and how it is held and computed. */
final class BenchmarkModelOptions {
  /** Either a model that is there, or a size. */
  static final class Source {
    @Option(names = "--model", paramLabel = "DIR", description = "A diffusers folder.")
    private Path folder;

    @Option(
        names = "--random",
        paramLabel = "SIZE",
        description =
            "sd15, sd21 or sdxl: a model of that size with random weights, made in memory.")
    private String size;
  }

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "int8",
      description = "Of the weights: fp32, bf16, fp16, int8, int4 (default: int8).")
  private Precision precision;

  @Option(
      names = "--compute",
      paramLabel = "C",
      defaultValue = "training",
      description =
          "The UNet's arithmetic: training (chosen as the trainer does), int8, fp32, bf16 or fp16;"
              + " for pictures also w8a8, int8 weights and activations (default: training).")
  private Compute compute;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "cpu",
      description = "cpu, or gpu0 with a libtorch for CUDA (default: cpu).")
  private String device;

  /** Opens the model with the options that are asked for. */
  DiffusionModel open() {
    return open(precision, compute);
  }

  /** Opens it in another precision. */
  DiffusionModel open(Precision held, Compute computed) {
    try {
      ModelOptions options = ModelOptions.on(device, held, computed);
      if (source.folder != null) {
        return DiffusionModel.open(source.folder, options);
      }
      // a model reads its autoencoder's configuration again when it needs it
      Path folder = TemporaryFolder.open("benchmark").untilExit().path();
      return DiffusionModel.open(
          RandomModel.write(source.size, folder), options.withRandomWeights());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  String device() {
    return device;
  }

  Precision precision() {
    return precision;
  }

  Compute compute() {
    return compute;
  }

  /** What is measured, for the report. */
  Map<String, Object> describe() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("source", source.folder != null ? source.folder.toString() : "random " + source.size);
    model.put("precision", precision.name().toLowerCase(Locale.ROOT));
    model.put("compute", compute.name().toLowerCase(Locale.ROOT));
    model.put("device", device);
    return model;
  }

  /** How many parameters the model has, and how many of them are quantized. */
  static Map<String, Object> parameters(DiffusionModel model) {
    ParameterCount count = model.info().parameters();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("total", count.total());
    parameters.put("quantized", count.quantized());
    parameters.put("share", SummaryStatistics.rounded(count.quantizedShare()));
    return parameters;
  }
}
