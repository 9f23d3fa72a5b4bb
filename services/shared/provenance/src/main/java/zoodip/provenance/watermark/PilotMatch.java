package zoodip.provenance.watermark;

/**
 * Where tiles of an image begin, if it has any, by the phases of the pilots: how large a wave is
 * says more of the image than of the watermark, so only phases count.
 *
 * @param scale of the image as against the marked one
 * @param strength how well the phases agree, in standard deviations of phases that are random
 * @param column where tiles begin
 * @param row where tiles begin
 * @param real of the folded image's transform, [side, side]
 * @param imaginary likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PilotMatch(
    double scale, double strength, int column, int row, double[] real, double[] imaginary) {

  /** The best place for tiles of this scale. */
  static PilotMatch of(FoldedImage image, Carriers carriers, SquareFft fft, double scale) {
    int side = carriers.side();
    double[] real = image.tile(scale);
    double[] imaginary = new double[real.length];
    fft.forward(real, imaginary, carriers.columns());
    double[] agreement = new double[real.length];
    double[] quadrature = new double[real.length];
    for (Carriers.Wave pilot : carriers.pilots()) {
      int at = pilot.index();
      double size = size(real[at], imaginary[at]);
      agreement[at] = (real[at] * pilot.cosine() + imaginary[at] * pilot.sine()) / size;
      quadrature[at] = (imaginary[at] * pilot.cosine() - real[at] * pilot.sine()) / size;
    }
    fft.inverse(agreement, quadrature, carriers.columns());
    int best = 0;
    for (int i = 0; i < agreement.length; i++) {
      best = agreement[i] > agreement[best] ? i : best;
    }
    double deviation = Math.sqrt(carriers.pilots().size() / 2.0);
    return new PilotMatch(
        scale, agreement[best] / deviation, best % side, best / side, real, imaginary);
  }

  /** [bits] of the message, positive for a one, larger for surer. */
  double[] message(Carriers carriers, int bits) {
    double[] soft = new double[bits];
    int bit = 0;
    for (Carriers.Wave wave : carriers.message()) {
      int at = wave.index();
      double turn = 2 * Math.PI * (wave.u() * column + wave.v() * row) / carriers.side();
      double cosine = Math.cos(turn) * wave.cosine() + Math.sin(turn) * wave.sine();
      double sine = Math.sin(turn) * wave.cosine() - Math.cos(turn) * wave.sine();
      double size = size(real[at], imaginary[at]);
      soft[bit++ % bits] += (real[at] * cosine - imaginary[at] * sine) / size;
      soft[bit++ % bits] += (real[at] * sine + imaginary[at] * cosine) / size;
    }
    return soft;
  }

  private static double size(double real, double imaginary) {
    return Math.sqrt(real * real + imaginary * imaginary) + Double.MIN_NORMAL;
  }
}
