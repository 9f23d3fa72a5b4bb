package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.zeroth.sensitivity.LeadingEigenvectors;

/** Measures in how few directions text encoders are sensitive to a learned vector. */
@Command(
    name = "sensitivity",
    description = {
      "Measures the spectrum of J'J, with J the Jacobian of what the UNet takes of a text encoder's"
          + " output with respect to a learned vector: how many directions (k) hold 50, 80, 90, 95,"
          + " 97 and 99 percent of its trace, for each text encoder, over captions and along the path"
          + " of a training, and what a basis costs. Training along sensitivity directions needs"
          + " about as many rows of the UNet as k says; with k near the width it gains nothing.",
      "",
      "A measurement takes one text a number of the vector, and no row of the UNet but for --path."
    },
    footer = {
      "%nExamples:",
      "  zoodip benchmark sensitivity --model models/sd15 --word dog",
      "  zoodip benchmark sensitivity --model toybox/ --word mug --path 200",
      "  zoodip benchmark sensitivity --random sdxl --captions 1"
    })
final class SensitivityCommand extends MeasurementCommand {
  private static final double[] SHARES = {0.5, 0.8, 0.9, 0.95, 0.97, 0.99};

  @Mixin private BenchmarkModelOptions choice;

  @Option(
      names = "--word",
      paramLabel = "WORD",
      defaultValue = "dog",
      description = "Where the learned vector starts (default: dog).")
  private String word;

  @Option(
      names = "--captions",
      paramLabel = "N",
      defaultValue = "5",
      description = "Captions to measure with, 1 to 10 (default: 5).")
  private int captions;

  @Option(
      names = "--path",
      paramLabel = "STEPS",
      defaultValue = "0",
      description =
          "Train so many steps on photos of a toy, and measure at each new basis, too (default: 0).")
  private int path;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Of the photos of --path (default: the model's own).")
  private Integer resolution;

  @Override
  void measure(BenchmarkReport report) {
    if (captions < 1 || captions > SensitivityMeasurement.CAPTIONS.size() || path < 0) {
      throw new UsageException(
          "--captions is 1 to %d, and --path not negative"
              .formatted(SensitivityMeasurement.CAPTIONS.size()));
    }
    Machine.forgetPeak();
    try (DiffusionModel model = choice.open()) {
      long loaded = Machine.residentMib();
      int side = resolution == null ? model.info().pixels() : resolution;
      report.put("model", choice.describe()).put("word", word).put("captions", captions);
      SensitivityMeasurement measurement = new SensitivityMeasurement(model, word, side);
      Machine.forgetPeak();
      for (int encoder = 0; encoder < model.info().embeddingWidths().size(); encoder++) {
        report.put("encoder_" + encoder, spectra(measurement, encoder));
      }
      Map<String, Object> memory = new LinkedHashMap<>();
      memory.put("loaded", loaded);
      memory.put("peak", Machine.peakMib());
      report.put("rss_mib", memory);
      if (path > 0) {
        report.put("path", path(measurement));
      }
    }
  }

  private Map<String, Object> spectra(SensitivityMeasurement measurement, int encoder) {
    List<SensitivityMeasurement.Spectrum> spectra = new ArrayList<>();
    for (int caption = 0; caption < captions; caption++) {
      spectra.add(measurement.spectrum(encoder, caption));
      progress("encoder %d, caption %d of %d", encoder, caption + 1, captions);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("width", spectra.get(0).eigenvalues().length);
    for (double share : SHARES) {
      figures.put(name(share), counts(spectra, share));
    }
    figures.put(
        "text_seconds",
        SummaryStatistics.spread(spectra.stream().mapToDouble(s -> s.textSeconds()).toArray())
            .get("median"));
    figures.put(
        "eigenvector_seconds",
        SummaryStatistics.spread(spectra.stream().mapToDouble(s -> s.eigenSeconds()).toArray())
            .get("median"));
    return figures;
  }

  private Map<String, Object> path(SensitivityMeasurement measurement) {
    Map<String, Object> steps = new LinkedHashMap<>();
    measurement.train(
        path,
        (step, eigenvalues) -> {
          Map<String, Object> figures = new LinkedHashMap<>();
          for (double share : SHARES) {
            figures.put(name(share), LeadingEigenvectors.leading(eigenvalues, share));
          }
          steps.put("step_" + step, figures);
          progress("step %d of %d", step, path);
        });
    return steps;
  }

  /** One number where all captions agree, else the least and the most. */
  private static Object counts(List<SensitivityMeasurement.Spectrum> spectra, double share) {
    int[] counts =
        spectra.stream()
            .mapToInt(spectrum -> LeadingEigenvectors.leading(spectrum.eigenvalues(), share))
            .sorted()
            .toArray();
    int least = counts[0];
    int most = counts[counts.length - 1];
    return least == most ? least : Arrays.asList(least, most).toString();
  }

  private static String name(double share) {
    return "k" + Math.round(100 * share);
  }
}
