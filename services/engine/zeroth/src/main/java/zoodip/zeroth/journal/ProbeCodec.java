package zoodip.zeroth.journal;

import java.nio.ByteBuffer;

/** The bytes of a probe's loss, version 1, little-endian: step (8 bytes), rows (4), loss (8). */
final class ProbeCodec {
  static final int VERSION = 1;
  static final int LENGTH = 20;

  private ProbeCodec() {}

  static void encode(ProbeLoss probe, ByteBuffer buffer) {
    buffer.putLong(probe.step()).putInt(probe.rows()).putDouble(probe.loss());
  }

  /**
   * The loss that a record holds.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  static ProbeLoss decode(ByteBuffer record) {
    if (record.remaining() != LENGTH) {
      throw new IllegalArgumentException(
          "a probe's loss of %d bytes, not %d".formatted(record.remaining(), LENGTH));
    }
    return new ProbeLoss(record.getLong(), record.getInt(), record.getDouble());
  }
}
