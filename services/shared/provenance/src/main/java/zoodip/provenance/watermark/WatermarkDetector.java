package zoodip.provenance.watermark;

import zoodip.images.RgbImage;

/**
 * Finds watermarks in images that were cut, compressed, or scaled alike in both directions by 0.5
 * to 2. Thread-safe.
 */
public final class WatermarkDetector {
  private static final double SMALLEST_SCALE = 0.5;
  private static final double LARGEST_SCALE = 2;

  /** Pixels by which neighbouring scales differ at an image's end; and the largest step. */
  private static final double STEP_PIXELS = 3;

  private static final double LARGEST_STEP = 0.02;
  private static final int REFINEMENTS = 3;

  private final Carriers carriers;
  private final SquareFft fft;

  public WatermarkDetector() {
    this(Carriers.SIDE);
  }

  /**
   * A detector of tiles of another size, for measurements.
   *
   * @param side pixels, a power of two
   */
  public WatermarkDetector(int side) {
    carriers = new Carriers(side);
    fft = new SquareFft(side);
  }

  /** Looks for a watermark. */
  public WatermarkFinding find(RgbImage image) {
    FoldedImage folded = new FoldedImage(image, carriers.side());
    double step = Math.min(LARGEST_STEP, STEP_PIXELS / folded.longestSide());
    double tries = tries(step);
    PilotMatch best = match(folded, 1);
    if (falseAlarm(best, tries) > WatermarkFinding.SURE) {
      for (double scale = SMALLEST_SCALE; scale <= LARGEST_SCALE; scale *= 1 + step) {
        best = better(best, match(folded, scale));
      }
    }
    best = refined(folded, best, step / 2);
    double[] soft = best.message(carriers, WatermarkMessage.CODE_BITS);
    return new WatermarkFinding(
        best.strength(),
        falseAlarm(best, tries),
        best.scale(),
        soft,
        WatermarkMessage.decode(soft));
  }

  private PilotMatch refined(FoldedImage folded, PilotMatch start, double firstStep) {
    PilotMatch best = start;
    double step = firstStep;
    for (int i = 0; i < REFINEMENTS; i++) {
      double scale = best.scale();
      best = better(best, match(folded, scale * (1 - step)));
      best = better(best, match(folded, scale * (1 + step)));
      step /= 2;
    }
    return best;
  }

  private PilotMatch match(FoldedImage folded, double scale) {
    return PilotMatch.of(folded, carriers, fft, scale);
  }

  private static PilotMatch better(PilotMatch one, PilotMatch other) {
    return other.strength() > one.strength() ? other : one;
  }

  /** Places and scales that are looked at, at most. */
  private double tries(double step) {
    double scales = Math.log(LARGEST_SCALE / SMALLEST_SCALE) / Math.log1p(step);
    return (scales + 2 * REFINEMENTS + 2) * carriers.side() * carriers.side();
  }

  /**
   * Chernoff's bound: the phases of the pilots are random, so against those of any image that was
   * made without knowing them the cosines of the differences are independent, each of variance 1/2.
   * The mean of exp(lambda cos theta) over all theta is the Bessel function I0(lambda), at most
   * exp(lambda^2 / 4), as their power series show term by term: so their sum exceeds z standard
   * deviations with probability exp(-z^2 / 2) at most.
   */
  private static double falseAlarm(PilotMatch match, double tries) {
    double strength = Math.max(0, match.strength());
    return Math.min(1, tries * Math.exp(-strength * strength / 2));
  }
}
