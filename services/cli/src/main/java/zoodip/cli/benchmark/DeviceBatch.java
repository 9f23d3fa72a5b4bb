package zoodip.cli.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.engine.MemorySplit;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.PhotoOptions;

/**
 * What becomes of a step when memory does not suffice, and when another training's is computed with
 * it.
 *
 * @param tries how often a batch of four was tried of which one at a time finds memory: 7
 * @param recovers whether the same step has the same losses afterwards
 * @param sameBits whether a step has the same bits in a batch with another training's
 * @param distance how far it is from that, relative to its losses
 */
record DeviceBatch(int tries, boolean recovers, boolean sameBits, double distance) {
  private static final int TRIES_OF_FOUR = 7;
  private static final int TIMESTEP = 500;

  /** More numbers than any device has memory for. */
  private static final long TOO_MANY = 1L << 46;

  /** What other last bits may make of losses. */
  private static final double NEARLY = 1e-4;

  /** Measures with a model in int8, as it is trained. */
  static DeviceBatch of(Path folder, String device) {
    ModelOptions options = ModelOptions.on(device, Precision.INT8, Compute.TRAINING);
    try (DiffusionModel model = DiffusionModel.open(folder, options)) {
      Personalization training =
          model.personalization(
              TrainingSignals.photos(),
              "<measured>",
              1,
              new PhotoOptions(model.info().pixels(), PhotoOptions.Fit.CENTER_CROP));
      float[] theta = Thetas.ofWord(model, "mug");
      LossQuery query = query(training, theta, 1);
      float[] alone = losses(training, query).get(0);
      int tries = exhausted(device);
      boolean recovers = Arrays.equals(alone, losses(training, query).get(0));
      float[] together = losses(training, query, query(training, theta, 2)).get(0);
      return new DeviceBatch(
          tries, recovers, Arrays.equals(alone, together), distance(alone, together));
    }
  }

  private static LossQuery query(Personalization training, float[] theta, long seed) {
    Random random = new Random(seed);
    float[] moved = theta.clone();
    float[] direction = Thetas.gaussian(random, theta.length);
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 0.01f * direction[i];
    }
    return new LossQuery(
        0,
        false,
        0,
        TIMESTEP,
        Thetas.gaussian(random, training.latentValues()),
        Thetas.gaussian(random, training.latentValues()),
        new float[][] {theta, moved});
  }

  private static List<float[]> losses(Personalization training, LossQuery... queries) {
    return Personalization.losses(
        List.of(queries).stream().map(training::row).toList(), BatchSharing.STRICT);
  }

  /** How often four items are tried where two or more ask libtorch for too much. */
  private static int exhausted(String device) {
    AtomicInteger tries = new AtomicInteger();
    var unused =
        MemorySplit.inParts(
            List.of(1, 2, 3, 4),
            items -> {
              tries.incrementAndGet();
              TorchThread.shared().run(() -> allocate(device, items.size() > 1 ? TOO_MANY : 1));
              return items;
            });
    return tries.get();
  }

  private static void allocate(String device, long numbers) {
    try (TensorScope scope = TensorScope.open(device)) {
      var unused = scope.zeros(numbers);
    }
  }

  private static double distance(float[] exact, float[] other) {
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(other[i] - exact[i]) / Math.abs((double) exact[i]));
    }
    return largest;
  }

  /** Whether memory that runs out leaves the model as it was. */
  boolean survivesExhaustion() {
    return tries == TRIES_OF_FOUR && recovers;
  }

  boolean isSound() {
    return survivesExhaustion() && distance <= NEARLY;
  }

  Map<String, Object> exhaustion() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tries_of_a_batch_of_four", tries);
    figures.put("same_losses_afterwards", recovers);
    return figures;
  }

  Map<String, Object> together() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("same_bits_as_alone", sameBits);
    figures.put("largest_relative_difference", SummaryStatistics.rounded(distance));
    return figures;
  }
}
