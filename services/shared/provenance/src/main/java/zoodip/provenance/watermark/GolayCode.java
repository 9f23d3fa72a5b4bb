package zoodip.provenance.watermark;

/**
 * The extended binary Golay code (Golay, 1949): 24 bits for 12, any two words 8 apart. Decoding
 * takes the word that agrees best with how sure each received bit is (maximum likelihood over all
 * 4,096 words), which corrects three wrong bits and mostly more.
 */
final class GolayCode {
  static final int DATA_BITS = 12;
  static final int CODE_BITS = 24;

  /** x^11 + x^9 + x^7 + x^6 + x^5 + x + 1. */
  private static final int GENERATOR = 0b101011100011;

  private static final int[] WORDS = words();

  private GolayCode() {}

  /** The code word of 12 bits: these, 11 of their remainder, and the parity of all. */
  static int encode(int data) {
    return WORDS[data];
  }

  /**
   * The 12 bits that most likely were sent.
   *
   * @param soft [24], first bit first: positive for a one, negative for a zero, larger for surer
   */
  static int decode(double[] soft) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int data = 0; data < WORDS.length; data++) {
      double agreement = 0;
      for (int bit = 0; bit < CODE_BITS; bit++) {
        boolean one = (WORDS[data] >> (CODE_BITS - 1 - bit) & 1) == 1;
        agreement += one ? soft[bit] : -soft[bit];
      }
      if (agreement > most) {
        most = agreement;
        best = data;
      }
    }
    return best;
  }

  private static int[] words() {
    int[] words = new int[1 << DATA_BITS];
    for (int data = 0; data < words.length; data++) {
      int word = data << 11 | remainder(data << 11);
      words[data] = word << 1 | Integer.bitCount(word) & 1;
    }
    return words;
  }

  private static int remainder(int polynomial) {
    int rest = polynomial;
    for (int bit = 22; bit >= 11; bit--) {
      if ((rest >> bit & 1) == 1) {
        rest ^= GENERATOR << (bit - 11);
      }
    }
    return rest;
  }
}
