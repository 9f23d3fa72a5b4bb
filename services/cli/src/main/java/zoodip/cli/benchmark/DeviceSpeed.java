package zoodip.cli.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.engine.Devices;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.BatchSharing;
import zoodip.measurements.RandomModel;
import zoodip.platform.files.TemporaryFolder;

/**
 * How fast a device trains and draws with a model, and in how much memory.
 *
 * @param size of the model
 * @param resolution in pixels
 * @param stepSeconds of a published step, three rows in int8, the median
 * @param stepMib memory that the training takes: of the GPU, else resident
 * @param pictureSeconds of a picture alone, {@code pictureSteps} steps with guidance
 * @param batchSeconds of each of four pictures in one batch
 * @param drawingMib memory that drawing takes
 */
record DeviceSpeed(
    String size,
    int resolution,
    double stepSeconds,
    long stepMib,
    int pictureSteps,
    double pictureSeconds,
    double batchSeconds,
    long drawingMib) {
  private static final int BATCH = 4;
  private static final double GUIDANCE = 7.5;

  /** Of a diffusers folder. */
  static DeviceSpeed ofModel(String name, Path folder, DeviceMemory memory, int steps) {
    return measured(name, folder, memory, steps, false);
  }

  /** Of a published size, with random weights. */
  static DeviceSpeed ofSize(String size, DeviceMemory memory, int steps) {
    try {
      Path folder = TemporaryFolder.open("size").untilExit().path();
      return measured(size, RandomModel.write(size, folder), memory, steps, true);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private record Training(int pixels, double seconds, long mib) {}

  private record Drawing(double alone, double together, long mib) {}

  private static DeviceSpeed measured(
      String name, Path folder, DeviceMemory memory, int steps, boolean random) {
    String device = memory.device();
    Training training =
        training(folder, options(device, Precision.INT8, Compute.TRAINING, random), memory, steps);
    Precision held = Devices.isCpu(device) ? Precision.FP32 : Precision.FP16;
    Compute compute = Devices.isCpu(device) ? Compute.FP32 : Compute.FP16;
    Drawing drawing = drawing(folder, options(device, held, compute, random), memory, steps);
    return new DeviceSpeed(
        name,
        training.pixels(),
        training.seconds(),
        training.mib(),
        steps,
        drawing.alone(),
        drawing.together(),
        drawing.mib());
  }

  private static ModelOptions options(
      String device, Precision precision, Compute compute, boolean random) {
    ModelOptions options = ModelOptions.on(device, precision, compute);
    return random ? options.withRandomWeights() : options;
  }

  private static Training training(
      Path folder, ModelOptions options, DeviceMemory memory, int steps) {
    try (DiffusionModel model = DiffusionModel.open(folder, options)) {
      int pixels = model.info().pixels();
      BenchmarkTrainings trainings =
          new BenchmarkTrainings(
              model, 1, MethodOptions.published(), 1e-2, pixels, BatchSharing.FAST);
      double unused = trainings.step();
      double[] seconds = IntStream.range(0, steps).mapToDouble(i -> trainings.step()).toArray();
      return new Training(pixels, SummaryStatistics.median(seconds), memory.takenMib());
    }
  }

  private static Drawing drawing(
      Path folder, ModelOptions options, DeviceMemory memory, int steps) {
    try (DiffusionModel model = DiffusionModel.open(folder, options)) {
      double unused = draw(model, steps, 1);
      double alone = draw(model, steps, 1);
      double together = draw(model, steps, BATCH) / BATCH;
      return new Drawing(alone, together, memory.takenMib());
    }
  }

  private static double draw(DiffusionModel model, int steps, int count) {
    int side = model.info().pixels();
    List<ImageRequest> requests =
        IntStream.range(0, count)
            .mapToObj(i -> new ImageRequest("a dog in the snow", "", i, side, side))
            .toList();
    long start = System.nanoTime();
    var unused =
        model.generate(
            requests,
            new GenerationOptions(Optional.of("ddim"), steps, GUIDANCE, BATCH),
            List.of(),
            GenerationProgress.NONE);
    return (System.nanoTime() - start) / 1e9;
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("resolution", resolution);
    figures.put("seconds_per_step", SummaryStatistics.rounded(stepSeconds));
    figures.put("steps_per_second", SummaryStatistics.rounded(1 / stepSeconds));
    figures.put("training_mib", stepMib);
    figures.put("picture_steps", pictureSteps);
    figures.put("seconds_per_picture", SummaryStatistics.rounded(pictureSeconds));
    figures.put("seconds_per_picture_of_four", SummaryStatistics.rounded(batchSeconds));
    figures.put("drawing_mib", drawingMib);
    return figures;
  }
}
