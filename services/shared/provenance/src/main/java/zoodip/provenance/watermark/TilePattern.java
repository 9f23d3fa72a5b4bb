package zoodip.provenance.watermark;

/** The pattern of one tile: pilots and message at equal strength, mean 0 and mean square 1. */
final class TilePattern {
  private static final double HALF = StrictMath.sqrt(0.5);

  private TilePattern() {}

  /** [side, side], row by row. */
  static double[] of(Carriers carriers, boolean[] message) {
    int side = carriers.side();
    double[] real = new double[side * side];
    double[] imaginary = new double[side * side];
    for (Carriers.Wave pilot : carriers.pilots()) {
      real[pilot.index()] = pilot.cosine();
      imaginary[pilot.index()] = pilot.sine();
    }
    int bit = 0;
    for (Carriers.Wave wave : carriers.message()) {
      double across = message[bit++ % message.length] ? HALF : -HALF;
      double along = message[bit++ % message.length] ? HALF : -HALF;
      real[wave.index()] = across * wave.cosine() - along * wave.sine();
      imaginary[wave.index()] = across * wave.sine() + along * wave.cosine();
    }
    new SquareFft(side).inverse(real, imaginary, carriers.columns());
    return scaled(real);
  }

  private static double[] scaled(double[] pattern) {
    double squares = 0;
    for (double value : pattern) {
      squares += value * value;
    }
    double scale = 1 / StrictMath.sqrt(squares / pattern.length);
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] *= scale;
    }
    return pattern;
  }
}
