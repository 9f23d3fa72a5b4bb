package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.BatchSharing;
import zoodip.measurements.MatrixRates;

/** Measures steps of trainings. */
@Command(
    name = "training-step",
    description = {
      "Measures steps of a training: text encoders and UNet for theta and its candidates, then the"
          + " update. Photos are encoded once before the first step; that is told apart, and so is"
          + " a basis along sensitivity directions. What whole trainings would take is projected"
          + " from that, and not measured.",
      "",
      "share_of_limit is what the UNet's products reach of this machine's rate of matrix products"
          + " in fp32; int8 arithmetic may exceed it."
    },
    footer = {
      "%nExamples:",
      "  zoodip benchmark training-step --random sd15",
      "  zoodip benchmark training-step --random sdxl --steps 2 --json sdxl.json",
      "  zoodip benchmark training-step --random sd15 --method sensitivity_directions --basis 60",
      "  zoodip benchmark training-step --model toybox/ --jobs 8 --batching fast --steps 50"
    })
final class TrainingStepCommand extends MeasurementCommand {
  @Mixin private BenchmarkModelOptions choice;

  @Mixin private MethodOptions method;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainings in one batch (default: 1).")
  private int jobs;

  @Option(
      names = "--batching",
      paramLabel = "B",
      defaultValue = "strict",
      description =
          "strict: a training has the same bits alone and in any batch; fast: what candidates have"
              + " in common is computed once, in fp32 too (default: strict, as the trainer's).")
  private BatchSharing batchSharing;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Of the photo (default: the model's own).")
  private Integer resolution;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "5",
      description = "Steps to measure, after one to warm up (default: 5).")
  private int steps;

  @Override
  void measure(BenchmarkReport report) {
    if (steps < 1 || jobs < 1) {
      throw new UsageException("--steps and --jobs are at least 1");
    }
    method.check();
    MatrixRates limits = MatrixRates.measure();
    Machine.forgetPeak();
    try (DiffusionModel model = choice.open()) {
      long loaded = Machine.residentMib();
      int side = resolution == null ? model.info().pixels() : resolution;
      report.put("model", choice.describe());
      report.put("parameters", BenchmarkModelOptions.parameters(model));
      report.put("directions", method.directions()).put("jobs", jobs).put("resolution", side);
      report.put("batching", batchSharing.name().toLowerCase(Locale.ROOT));
      BenchmarkTrainings trainings =
          new BenchmarkTrainings(model, jobs, method, smoothing(), side, batchSharing);
      BasisCost bases = bases(trainings, report);
      progress("warm-up %.2f s", trainings.step());
      double text = trainings.textSeconds();
      double unet = trainings.unetSeconds();
      double update = trainings.updateSeconds();
      long peak = Machine.peakMib();
      Machine.forgetPeak();
      double[] seconds = new double[steps];
      for (int i = 0; i < steps; i++) {
        seconds[i] = trainings.step();
        progress("step %d of %d: %.3f s", i + 1, steps, seconds[i]);
      }
      report.put("seconds_per_step", SummaryStatistics.spread(seconds));
      report.put(
          "job_steps_per_second",
          SummaryStatistics.rounded(jobs / SummaryStatistics.median(seconds)));
      double unetSeconds = (trainings.unetSeconds() - unet) / steps;
      Map<String, Object> split = new LinkedHashMap<>();
      split.put("vae", 0);
      split.put("text", SummaryStatistics.rounded((trainings.textSeconds() - text) / steps));
      split.put("unet", SummaryStatistics.rounded(unetSeconds));
      split.put("update", SummaryStatistics.rounded((trainings.updateSeconds() - update) / steps));
      report.put("split_seconds", split);
      report.put("vae_seconds_once_a_photo", SummaryStatistics.rounded(trainings.vaeSeconds()));
      report.put("rss_mib", memory(loaded, peak));
      report.put("gflops_per_second", LimitsCommand.rates(limits));
      int rows = method.directions() + 1;
      report.put(
          "seconds_per_row",
          SummaryStatistics.rounded(SummaryStatistics.median(seconds) / jobs / rows));
      report.put("projected_hours", projected(rows, seconds, bases));
      double work = model.unetOperations(side) * jobs * rows;
      report.put("unet_gflop_per_step", SummaryStatistics.rounded(work / 1e9));
      report.put(
          "share_of_limit", SummaryStatistics.rounded(work / 1e9 / unetSeconds / limits.fp32()));
    }
  }

  private BasisCost bases(BenchmarkTrainings trainings, BenchmarkReport report) {
    if (!method.measuresBasis()) {
      return BasisCost.NONE;
    }
    Machine.forgetPeak();
    BasisCost cost = trainings.renewBases();
    progress("bases %.2f s", cost.seconds());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("directions", method.basis());
    figures.put("text_rows", cost.textRows());
    figures.put("text_seconds", SummaryStatistics.rounded(cost.textSeconds()));
    figures.put("eigenvector_seconds", SummaryStatistics.rounded(cost.eigenvectorSeconds()));
    figures.put("journal_bytes", cost.journalBytes());
    figures.put("peak_rss_mib", Machine.peakMib());
    report.put("bases", figures);
    return cost;
  }

  private Map<String, Object> projected(int rows, double[] seconds, BasisCost bases) {
    TrainingProjection projection =
        new TrainingProjection(rows, SummaryStatistics.median(seconds) / jobs, bases.seconds());
    return method.measuresBasis()
        ? projection.alongSensitivityDirections()
        : projection.published();
  }

  /** mu of the presets: rounding in fewer digits needs longer ways. */
  private double smoothing() {
    boolean exact = choice.precision() == Precision.FP32 || choice.compute() == Compute.FP32;
    return exact ? 1e-3 : 1e-2;
  }

  /**
   * @param loaded after the model was opened
   * @param peak of opening it, encoding the photo and the first step
   */
  private static Map<String, Object> memory(long loaded, long peak) {
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("loaded", loaded);
    memory.put("steady", Machine.residentMib());
    memory.put("peak_of_steps", Machine.peakMib());
    memory.put("peak", Math.max(peak, Machine.peakMib()));
    return memory;
  }
}
