package zoodip.zeroth.journal;

import java.util.Arrays;

/**
 * The losses of some steps that follow one another, the unit in which a journal is stored.
 *
 * @param firstStep the first of the steps, 1 or later
 * @param lossesPerStep losses of each step, at least 1
 * @param losses [steps * lossesPerStep], finite, step by step in the order of the step's candidates
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record JournalSegment(long firstStep, int lossesPerStep, float[] losses) {
  /** Refuses a segment without whole steps with an {@link IllegalArgumentException}. */
  public JournalSegment {
    if (firstStep < 1) {
      throw new IllegalArgumentException("first step is " + firstStep + ": steps start at 1");
    }
    if (lossesPerStep < 1 || losses.length == 0 || losses.length % lossesPerStep != 0) {
      throw new IllegalArgumentException(
          "%d losses with %d a step: a segment holds one whole step at least"
              .formatted(losses.length, lossesPerStep));
    }
    losses = losses.clone();
    for (int i = 0; i < losses.length; i++) {
      if (!Float.isFinite(losses[i])) {
        throw new IllegalArgumentException(
            "loss of step %d is %s: only finite losses finish a step"
                .formatted(firstStep + i / lossesPerStep, losses[i]));
      }
    }
  }

  /**
   * Reads a segment.
   *
   * @throws JournalException if the bytes are not exactly what {@link #encode} wrote
   */
  public static JournalSegment decode(byte[] bytes) {
    return SegmentCodec.decode(bytes);
  }

  /** The segment as bytes: the same segment always gives the same bytes. */
  public byte[] encode() {
    return SegmentCodec.encode(this);
  }

  @Override
  public float[] losses() {
    return losses.clone();
  }

  /** Steps in this segment. */
  public int steps() {
    return losses.length / lossesPerStep;
  }

  /** The last of the steps. */
  public long lastStep() {
    return firstStep + steps() - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalSegment that
        && firstStep == that.firstStep
        && lossesPerStep == that.lossesPerStep
        && Arrays.equals(losses, that.losses);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(firstStep) + lossesPerStep) + Arrays.hashCode(losses);
  }

  @Override
  public String toString() {
    return "JournalSegment[steps %d to %d, %d losses a step]"
        .formatted(firstStep, lastStep(), lossesPerStep);
  }
}
