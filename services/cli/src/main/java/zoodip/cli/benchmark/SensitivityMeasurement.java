package zoodip.cli.benchmark;

import java.util.List;
import java.util.Random;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.linear.SymmetricEigen;
import zoodip.zeroth.sensitivity.BasisSettings;
import zoodip.zeroth.sensitivity.SensitivitySettings;

/** How sensitive a model's text encoders are to one learned vector. */
final class SensitivityMeasurement {
  /** Texts with the learned vector in them, alone and among other words. */
  static final List<String> CAPTIONS =
      List.of(
          "a photo of a {}",
          "a photo of a {} in the snow",
          "a {} on top of a wooden floor",
          "a close-up photo of the {} on the beach at night",
          "a painting of a {}",
          "a {} with a city in the background",
          "a bright photo of the cool {}",
          "a rendering of my {} beside a red house",
          "a cropped photo of a {} in a forest",
          "a photo of one small {} and two trees");

  private static final double DIFFERENCE = 0.008;
  private static final int LOW = 300;
  private static final int HIGH = 800;

  private final Random random = new Random(1);
  private final Personalization personalization;
  private final ThetaLayout layout;
  private final float[] start;
  private final int photos;

  /** Hears of the eigenvalues at each new basis of a training. */
  @FunctionalInterface
  interface PathObserver {
    /**
     * @param eigenvalues of the first text encoder, falling
     */
    void basis(long step, double[] eigenvalues);
  }

  /**
   * The spectrum at one point.
   *
   * @param eigenvalues of J'J, falling
   * @param textSeconds of the texts and of J'J
   * @param eigenSeconds of the eigenvectors
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Spectrum(double[] eigenvalues, double textSeconds, double eigenSeconds) {}

  SensitivityMeasurement(DiffusionModel model, String word, int resolution) {
    List<TrainingPhoto> shown =
        TrainingSignals.photos().stream()
            .map(photo -> new TrainingPhoto(photo.source(), CAPTIONS))
            .toList();
    photos = shown.size();
    layout = ThetaLayout.of(model.info().embeddingWidths(), 1);
    start = Thetas.ofWord(model, word);
    personalization =
        model.personalization(
            shown, "<measured>", 1, new PhotoOptions(resolution, PhotoOptions.Fit.CENTER_CROP));
  }

  /** The spectrum where training starts. */
  Spectrum spectrum(int encoder, int caption) {
    long begun = System.nanoTime();
    Block block = layout.blocks().get(encoder);
    double[][] squared =
        personalization.sensitivity(query(block, caption, start, DIFFERENCE * block.norm(start)));
    long measured = System.nanoTime();
    double[] eigenvalues = SymmetricEigen.of(squared).values();
    return new Spectrum(
        eigenvalues, (measured - begun) / 1e9, (System.nanoTime() - measured) / 1e9);
  }

  /** What the server takes where nobody says otherwise. */
  static SensitivitySettings defaults(int steps) {
    return new SensitivitySettings(
        8,
        0.08,
        new LearningRate(0.06, 0, steps),
        0.9,
        0.99,
        1e-3,
        BasisSettings.every(50, 0.97, 16, 256, DIFFERENCE));
  }

  /** Trains with the defaults of the method. */
  void train(int steps, PathObserver observer) {
    Optimizer optimizer = defaults(steps).start(1, layout, start);
    while (optimizer.step() < steps) {
      List<BasisRequest> requests = optimizer.neededBases();
      if (!requests.isEmpty()) {
        optimizer.use(
            requests.stream().map(request -> basis(request, optimizer, observer)).toList());
      }
      optimizer.tell(personalization.losses(query(optimizer.ask())));
    }
  }

  private SensitivityBasis basis(BasisRequest request, Optimizer optimizer, PathObserver observer) {
    var measurement = (BasisMeasurement.SquaredJacobian) request.measurement();
    int caption = (int) (measurement.turn() % CAPTIONS.size());
    double[][] squared =
        personalization.sensitivity(
            query(request.block(), caption, optimizer.theta(), measurement.difference()));
    if (request.block().encoder() == 0) {
      observer.basis(optimizer.step(), SymmetricEigen.of(squared).values());
    }
    return request.choose(squared);
  }

  private static SensitivityQuery query(
      Block block, int caption, float[] theta, double difference) {
    return new SensitivityQuery(0, caption, block.encoder(), block.vector(), theta, difference);
  }

  private LossQuery query(float[][] candidates) {
    return new LossQuery(
        random.nextInt(photos),
        random.nextBoolean(),
        random.nextInt(CAPTIONS.size()),
        LOW + random.nextInt(HIGH - LOW),
        Thetas.gaussian(random, personalization.latentValues()),
        Thetas.gaussian(random, personalization.latentValues()),
        candidates);
  }
}
