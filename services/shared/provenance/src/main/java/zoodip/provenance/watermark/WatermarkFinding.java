package zoodip.provenance.watermark;

import java.util.OptionalLong;

/**
 * What looking for a watermark found.
 *
 * @param strength how well the pilots' phases agree, in standard deviations of what unmarked images
 *     give
 * @param falseAlarm how probable it is at most that an unmarked image looks as much like a marked
 *     one, 0..1, over everything that was tried
 * @param scale of the image as against the marked one
 * @param softBits [96] of the message's code, positive for a one, larger for surer
 * @param payload the number in it; empty if it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WatermarkFinding(
    double strength, double falseAlarm, double scale, double[] softBits, OptionalLong payload) {
  /** One in a million. */
  static final double SURE = 1e-6;

  /** Whether there is a watermark. */
  public boolean isPresent() {
    return falseAlarm <= SURE;
  }

  /** How many of the code's 96 bits are not those of a payload. */
  public int wrongBits(long expected) {
    boolean[] bits = WatermarkMessage.encode(expected);
    int wrong = 0;
    for (int i = 0; i < bits.length; i++) {
      wrong += bits[i] == softBits[i] > 0 ? 0 : 1;
    }
    return wrong;
  }
}
