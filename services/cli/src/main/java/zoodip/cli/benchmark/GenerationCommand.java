package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.GenerationTime;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.prompt.TokenEmbedding;

/** Measures the generation of images. */
@Command(
    name = "generation",
    description =
        "Measures drawing: pictures of as many different concepts, one by one and in one batch.",
    footer = {
      "%nExamples:",
      "  zoodip benchmark generation --random sd15 --compute w8a8 --count 1 --steps 10",
      "  zoodip benchmark generation --random sd15 --precision bf16 --compute bf16 --count 2",
      "  zoodip benchmark generation --model toybox/ --precision bf16 --compute bf16"
    })
final class GenerationCommand extends MeasurementCommand {
  private static final int BATCH = 64;

  @Mixin private BenchmarkModelOptions choice;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description = "Pictures, each of another concept (default: 8).")
  private int count;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Denoising steps (default: 20).")
  private int steps;

  @Option(
      names = "--guidance",
      paramLabel = "X",
      defaultValue = "7.5",
      description = "Classifier-free guidance, 1 for none (default: 7.5).")
  private double guidance;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Of the pictures (default: the model's own).")
  private Integer resolution;

  private final GenerationProgress clock =
      new GenerationProgress() {
        @Override
        public boolean step(int step, int of) {
          return true;
        }

        @Override
        public void took(GenerationTime time) {
          spent = spent.plus(time);
        }
      };

  private GenerationTime spent = GenerationTime.ZERO;

  @Override
  void measure(BenchmarkReport report) {
    if (count < 1 || count > BATCH || steps < 1) {
      throw new UsageException("--count is 1 to %d, --steps at least 1".formatted(BATCH));
    }
    try (DiffusionModel model = choice.open()) {
      int side = resolution == null ? model.info().pixels() : resolution;
      report.put("model", choice.describe());
      report.put("count", count).put("steps", steps).put("resolution", side);
      List<TokenEmbedding> concepts = concepts(model);
      List<ImageRequest> requests = requests(concepts, side);
      generate(model, requests.subList(0, 1), concepts, 1);
      progress("one by one");
      spent = GenerationTime.ZERO;
      double alone = 0;
      for (ImageRequest request : requests) {
        alone += generate(model, List.of(request), concepts, 1);
      }
      report.put("seconds_per_picture", secondsPerImage(alone));
      progress("in one batch");
      double together = generate(model, requests, concepts, count);
      Map<String, Object> rates = new LinkedHashMap<>();
      rates.put("one_by_one", SummaryStatistics.rounded(count / alone));
      rates.put("in_one_batch", SummaryStatistics.rounded(count / together));
      rates.put("gain", SummaryStatistics.rounded(alone / together));
      report.put("pictures_per_second", rates);
      Map<String, Object> memory = new LinkedHashMap<>();
      memory.put("steady", Machine.residentMib());
      memory.put("peak", Machine.peakMib());
      report.put("rss_mib", memory);
    }
  }

  /** Of those that were generated one by one. */
  private Map<String, Object> secondsPerImage(double all) {
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("all", SummaryStatistics.rounded(all / count));
    seconds.put("text", SummaryStatistics.rounded(spent.text().toNanos() / 1e9 / count));
    seconds.put("unet", SummaryStatistics.rounded(spent.unet().toNanos() / 1e9 / count));
    seconds.put("vae", SummaryStatistics.rounded(spent.decoder().toNanos() / 1e9 / count));
    return seconds;
  }

  private List<TokenEmbedding> concepts(DiffusionModel model) {
    Random random = new Random(1);
    List<TokenEmbedding> concepts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<float[][]> vectors = new ArrayList<>();
      for (float[][] word : model.wordEmbedding("dog")) {
        float[] vector = word[0].clone();
        for (int j = 0; j < vector.length; j++) {
          vector[j] += 0.01f * (float) random.nextGaussian();
        }
        vectors.add(new float[][] {vector});
      }
      concepts.add(new TokenEmbedding("<concept-" + i + ">", vectors));
    }
    return concepts;
  }

  private static List<ImageRequest> requests(List<TokenEmbedding> concepts, int side) {
    List<ImageRequest> requests = new ArrayList<>();
    for (int i = 0; i < concepts.size(); i++) {
      String prompt = "a photo of a " + concepts.get(i).placeholder() + " in the snow";
      requests.add(new ImageRequest(prompt, "", i, side, side));
    }
    return requests;
  }

  private double generate(
      DiffusionModel model, List<ImageRequest> requests, List<TokenEmbedding> concepts, int batch) {
    long start = System.nanoTime();
    var unused =
        model.generate(requests, GenerationOptions.of(steps, guidance, batch), concepts, clock);
    return (System.nanoTime() - start) / 1e9;
  }
}
