package zoodip.cli.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.StepTimings;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.RgbImage;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.SensitivityBasis;

/** Trainings on one photo of noise, stepped together. */
final class BenchmarkTrainings {
  private static final int TIMESTEP = 700;
  private static final String CAPTION = "a photo of a " + TrainingPhoto.SLOT + " dog";

  private final Personalization personalization;
  private final BatchSharing batchSharing;
  private final List<Optimizer> optimizers = new ArrayList<>();
  private final StepTimings timings = new StepTimings();
  private final Random random = new Random(1);
  private double vaeSeconds;
  private double updateSeconds;

  /**
   * Prepares trainings.
   *
   * @param smoothing mu of the published method
   */
  BenchmarkTrainings(
      DiffusionModel model,
      int jobs,
      MethodOptions method,
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
    ThetaLayout layout = ThetaLayout.of(model.info().embeddingWidths(), 1);
    OptimizerSettings settings = method.settings(layout.dimension(), smoothing);
    float[] theta = Thetas.ofWord(model, "dog");
    for (int i = 0; i < jobs; i++) {
      optimizers.add(settings.start(i, layout, theta));
    }
  }

  private RgbImage noise(int side) {
    byte[] pixels = new byte[3 * side * side];
    random.nextBytes(pixels);
    return new RgbImage(side, side, pixels);
  }

  /** Gives all trainings, which start alike, the bases that they need, and says what those cost. */
  BasisCost renewBases() {
    BasisCost cost = BasisCost.NONE;
    List<SensitivityBasis> bases = new ArrayList<>();
    Optimizer first = optimizers.get(0);
    for (BasisRequest request : first.neededBases()) {
      long start = System.nanoTime();
      double[][] squared = personalization.sensitivity(query(request, first.theta()));
      long measured = System.nanoTime();
      SensitivityBasis basis = request.choose(squared);
      bases.add(basis);
      cost =
          cost.plus(
              new BasisCost(
                  squared.length + 1,
                  (measured - start) / 1e9,
                  (System.nanoTime() - measured) / 1e9,
                  (long) basis.size() * (Float.BYTES + Short.BYTES * basis.width())));
    }
    if (!bases.isEmpty()) {
      optimizers.forEach(optimizer -> optimizer.use(bases));
    }
    return cost;
  }

  private static SensitivityQuery query(BasisRequest request, float[] theta) {
    ThetaLayout.Block block = request.block();
    if (request.measurement() instanceof BasisMeasurement.SquaredJacobian jacobian) {
      return new SensitivityQuery(
          0, 0, block.encoder(), block.vector(), theta, jacobian.difference());
    }
    throw new IllegalArgumentException("no basis of sensitivity directions: " + request);
  }

  /** One step of every training; returns the seconds that it takes. */
  double step() {
    long start = System.nanoTime();
    List<LossRow> rows = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
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
