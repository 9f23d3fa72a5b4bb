package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.StepTimings;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoOptimizer;
import zoodip.zeroth.ZoSettings;

/** Trainings on one photo of noise, stepped together. */
final class BenchmarkTrainings {
  private static final int HISTORY = 128;
  private static final int TIMESTEP = 700;
  private static final String CAPTION = "a photo of a " + TrainingPhoto.SLOT + " dog";

  private final Personalization personalization;
  private final BatchSharing batchSharing;
  private final List<ZoOptimizer> optimizers = new ArrayList<>();
  private final StepTimings timings = new StepTimings();
  private final Random random = new Random(1);
  private double vaeSeconds;
  private double updateSeconds;

  /**
   * Prepares trainings.
   *
   * @param smoothing mu
   */
  BenchmarkTrainings(
      DiffusionModel model,
      int jobs,
      int directions,
      double smoothing,
      int resolution,
      BatchSharing batchSharing) {
    this.batchSharing = batchSharing;
    long start = System.nanoTime();
    personalization =
        model.personalization(
            List.of(new TrainingPhoto(noise(resolution), List.of(CAPTION))),
            "<measured>",
            1,
            new PhotoOptions(resolution, PhotoOptions.Fit.CENTER_CROP));
    // the photo and its mirror image
    vaeSeconds = (System.nanoTime() - start) / 2e9;
    int width = personalization.candidateValues();
    ZoSettings settings =
        new ZoSettings(
            Estimator.RGE,
            directions,
            smoothing,
            5e-3,
            0.9,
            0.999,
            1e-3,
            Optional.of(new SubspaceSettings(Math.max(2, Math.min(HISTORY, width / 6)), 1e-3)));
    float[] theta = Thetas.ofWord(model, "dog");
    for (int i = 0; i < jobs; i++) {
      optimizers.add(ZoOptimizer.start(settings, i, theta));
    }
  }

  private RgbImage noise(int side) {
    byte[] pixels = new byte[3 * side * side];
    random.nextBytes(pixels);
    return new RgbImage(side, side, pixels);
  }

  /** One step of every training; returns the seconds that it takes. */
  double step() {
    long start = System.nanoTime();
    List<LossRow> rows = new ArrayList<>();
    for (ZoOptimizer optimizer : optimizers) {
      rows.add(personalization.row(query(optimizer.ask())));
    }
    List<float[]> losses = Personalization.losses(rows, batchSharing, timings);
    long computed = System.nanoTime();
    for (int i = 0; i < losses.size(); i++) {
      optimizers.get(i).tell(losses.get(i));
    }
    updateSeconds += (System.nanoTime() - computed) / 1e9;
    return (System.nanoTime() - start) / 1e9;
  }

  private LossQuery query(float[][] candidates) {
    return new LossQuery(0, random.nextBoolean(), 0, TIMESTEP, gaussian(), gaussian(), candidates);
  }

  private float[] gaussian() {
    return Thetas.gaussian(random, personalization.latentValues());
  }

  /** Encoding a photo, which happens once before the first step. */
  double vaeSeconds() {
    return vaeSeconds;
  }

  /** Of the text encoders, in all steps. */
  double textSeconds() {
    return timings.textSeconds();
  }

  /** Of the UNet, in all steps. */
  double unetSeconds() {
    return timings.unetSeconds();
  }

  /** Of the optimizer after the losses, in all steps. */
  double updateSeconds() {
    return updateSeconds;
  }
}
