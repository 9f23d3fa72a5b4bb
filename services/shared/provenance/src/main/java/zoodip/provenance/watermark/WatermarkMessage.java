package zoodip.provenance.watermark;

import java.util.OptionalLong;

/**
 * What a watermark says: a number of 32 bits and its checksum, CRC-16/CCITT, in four words of the
 * Golay code.
 */
final class WatermarkMessage {
  static final int CODE_BITS = 4 * GolayCode.CODE_BITS;
  private static final int WORDS = 4;

  private WatermarkMessage() {}

  /** [96], true for a one. */
  static boolean[] encode(long payload) {
    long data = payload << 16 | checksum(payload);
    boolean[] bits = new boolean[CODE_BITS];
    for (int word = 0; word < WORDS; word++) {
      int part = (int) (data >> (WORDS - 1 - word) * GolayCode.DATA_BITS) & 0xfff;
      int code = GolayCode.encode(part);
      for (int bit = 0; bit < GolayCode.CODE_BITS; bit++) {
        bits[word * GolayCode.CODE_BITS + bit] = (code >> (GolayCode.CODE_BITS - 1 - bit) & 1) == 1;
      }
    }
    return bits;
  }

  /**
   * The payload, where its checksum fits.
   *
   * @param soft [96], positive for a one, larger for surer
   */
  static OptionalLong decode(double[] soft) {
    long data = 0;
    for (int word = 0; word < WORDS; word++) {
      double[] part = new double[GolayCode.CODE_BITS];
      System.arraycopy(soft, word * GolayCode.CODE_BITS, part, 0, GolayCode.CODE_BITS);
      data = data << GolayCode.DATA_BITS | GolayCode.decode(part);
    }
    long payload = data >>> 16;
    return checksum(payload) == (data & 0xffff) ? OptionalLong.of(payload) : OptionalLong.empty();
  }

  private static long checksum(long payload) {
    int crc = 0xffff;
    for (int bit = 31; bit >= 0; bit--) {
      boolean carry = (crc >> 15 & 1) != (payload >> bit & 1);
      crc = crc << 1 & 0xffff;
      crc ^= carry ? 0x1021 : 0;
    }
    return crc;
  }
}
