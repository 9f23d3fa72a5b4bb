package zoodip.cli.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.files.TemporaryFolder;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;

/** What steps of a training say, the same steps for every model that is asked. */
final class TrainingSignals {
  private static final String TOY = "mug-01";
  private static final int LOW = 100;
  private static final int HIGH = 600;

  private final Random random = new Random(1);
  private final Personalization personalization;
  private final float[] theta;
  private final double smoothing;
  private final int photos;

  TrainingSignals(DiffusionModel model, double smoothing, int resolution) {
    List<TrainingPhoto> shown = photos();
    photos = shown.size();
    theta = Thetas.ofWord(model, "mug");
    this.smoothing = smoothing;
    personalization =
        model.personalization(
            shown, "<measured>", 1, new PhotoOptions(resolution, PhotoOptions.Fit.CENTER_CROP));
  }

  /** Loss differences along {@code count} random directions, two of them in each step. */
  double[] differences(int count) {
    double[] differences = new double[count];
    for (int i = 0; i < count; i += 2) {
      float[] losses = personalization.losses(query(theta, moved(), moved()));
      for (int j = 1; j < losses.length && i + j - 1 < count; j++) {
        differences[i + j - 1] = (double) losses[j] - losses[0];
      }
    }
    return differences;
  }

  /** What the UNet predicts at theta in {@code count} steps, one after the other. */
  double[] predictions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> personalization.predictions(query(theta)))
        .flatMapToDouble(values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]))
        .toArray();
  }

  private LossQuery query(float[]... candidates) {
    return new LossQuery(
        random.nextInt(photos),
        random.nextBoolean(),
        0,
        LOW + random.nextInt(HIGH - LOW),
        Thetas.gaussian(random, personalization.latentValues()),
        Thetas.gaussian(random, personalization.latentValues()),
        candidates);
  }

  private float[] moved() {
    float[] candidate = theta.clone();
    float[] direction = Thetas.gaussian(random, theta.length);
    for (int i = 0; i < candidate.length; i++) {
      candidate[i] += (float) (smoothing * direction[i]);
    }
    return candidate;
  }

  /** Photos of a toy with their captions. */
  static List<TrainingPhoto> photos() {
    try (TemporaryFolder folder = TemporaryFolder.open("photos")) {
      List<TrainingPhoto> photos = new ArrayList<>();
      for (PhotoSet.CaptionedPhoto photo :
          Toybox.subject(TOY, folder.path().resolve(TOY)).photos()) {
        byte[] file = Files.readAllBytes(photo.file());
        photos.add(
            new TrainingPhoto(
                Photos.decode(file, PhotoLimits.DEFAULT).image(), List.of(photo.caption())));
      }
      return photos;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack photos to measure with", e);
    }
  }
}
