package zoodip.zeroth.random;

/**
 * The quantile function of the standard normal distribution, which turns one uniform word into one
 * gaussian number: no rejection, so the number at an index needs no other number.
 *
 * <p>Only operations that Java specifies to the last bit are used (+, -, *, /, square root and
 * StrictMath.log).
 *
 * <p>Source: the rational approximations of Wichura, "Algorithm AS 241" (Applied Statistics 37,
 * 1988), relative error near 1e-16. Its third region, the far tails, is out of reach of a 32-bit
 * word.
 */
final class NormalQuantile {
  /** Half the width of the share around the median that the first approximation covers. */
  private static final double CENTRAL = 0.425;

  private static final double CENTRAL_SQUARED = 0.180625;
  private static final double TAIL_CENTER = 1.6;

  private static final double[] CENTRAL_NUMERATOR = {
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227
  };
  private static final double[] CENTRAL_DENOMINATOR = {
    1.0,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] TAIL_NUMERATOR = {
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414
  };
  private static final double[] TAIL_DENOMINATOR = {
    1.0,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169E-9
  };

  private NormalQuantile() {}

  /**
   * The number below which a share (word + 1/2) / 2^32 + 1/2 of the standard normal distribution
   * lies.
   *
   * @param word read as a signed number: of and of(~word) differ in their sign only
   */
  static double of(int word) {
    double fromMedian = (word + 0.5) * 0x1p-32;
    double magnitude = Math.abs(fromMedian);
    if (magnitude <= CENTRAL) {
      double r = CENTRAL_SQUARED - fromMedian * fromMedian;
      return fromMedian * (polynomial(CENTRAL_NUMERATOR, r) / polynomial(CENTRAL_DENOMINATOR, r));
    }
    double r = Math.sqrt(-StrictMath.log(0.5 - magnitude)) - TAIL_CENTER;
    double tail = polynomial(TAIL_NUMERATOR, r) / polynomial(TAIL_DENOMINATOR, r);
    return fromMedian < 0 ? -tail : tail;
  }

  /** Coefficients start with the constant one. */
  private static double polynomial(double[] coefficients, double r) {
    double value = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      value = value * r + coefficients[i];
    }
    return value;
  }
}
