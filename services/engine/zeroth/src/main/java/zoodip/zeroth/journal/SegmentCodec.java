package zoodip.zeroth.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import zoodip.zeroth.journal.JournalException.Reason;

/**
 * The bytes of a journal segment, little-endian: magic (4 bytes "ZOJS"), version (4), first step
 * (8), steps (4), losses a step (4), the losses (4 each, IEEE 754), CRC-32C of everything before it
 * (4).
 */
final class SegmentCodec {
  private static final int MAGIC = 'Z' | 'O' << 8 | 'J' << 16 | 'S' << 24;
  private static final int VERSION = 1;
  private static final int HEADER = 24;
  private static final int CHECKSUM = 4;

  private SegmentCodec() {}

  static byte[] encode(JournalSegment segment) {
    float[] losses = segment.losses();
    int length = Math.addExact(HEADER + CHECKSUM, Math.multiplyExact(losses.length, Float.BYTES));
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(VERSION).putLong(segment.firstStep());
    buffer.putInt(segment.steps()).putInt(segment.lossesPerStep());
    for (float loss : losses) {
      buffer.putFloat(loss);
    }
    buffer.putInt(checksum(buffer.array()));
    return buffer.array();
  }

  static JournalSegment decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER + CHECKSUM) {
      throw truncated(bytes.length, HEADER + CHECKSUM + Float.BYTES);
    }
    requireKnown(buffer.getInt(), buffer.getInt());
    long firstStep = buffer.getLong();
    int steps = buffer.getInt();
    int lossesPerStep = buffer.getInt();
    requireWhole(bytes, steps, lossesPerStep);
    float[] losses = new float[steps * lossesPerStep];
    buffer.asFloatBuffer().get(losses);
    return segment(firstStep, lossesPerStep, losses);
  }

  private static void requireKnown(int magic, int version) {
    if (magic != MAGIC) {
      throw new JournalException(
          Reason.NOT_A_SEGMENT,
          "not a journal segment: it starts with %08x instead of %08x".formatted(magic, MAGIC));
    }
    if (version != VERSION) {
      throw new JournalException(
          Reason.UNSUPPORTED_VERSION,
          "journal segment of version %d, but only version %d is known: read it with the program that wrote it"
              .formatted(version, VERSION));
    }
  }

  private static void requireWhole(byte[] bytes, int steps, int lossesPerStep) {
    if (steps < 1 || lossesPerStep < 1) {
      throw corrupt("it claims %d steps of %d losses".formatted(steps, lossesPerStep));
    }
    long losses = (long) steps * lossesPerStep;
    long length = HEADER + CHECKSUM + Float.BYTES * losses;
    if (losses > Integer.MAX_VALUE || bytes.length < length) {
      throw truncated(bytes.length, length);
    }
    if (bytes.length > length) {
      throw corrupt("%d bytes follow its end".formatted(bytes.length - length));
    }
    int stored =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - CHECKSUM);
    if (stored != checksum(bytes)) {
      throw corrupt("its CRC-32C is %08x, stored is %08x".formatted(checksum(bytes), stored));
    }
  }

  private static JournalSegment segment(long firstStep, int lossesPerStep, float[] losses) {
    try {
      return new JournalSegment(firstStep, lossesPerStep, losses);
    } catch (IllegalArgumentException e) {
      throw corrupt(e.getMessage());
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - CHECKSUM);
    return (int) crc.getValue();
  }

  private static JournalException truncated(long given, long wanted) {
    return new JournalException(
        Reason.TRUNCATED,
        "journal segment is cut off: %d of at least %d bytes; fetch it again"
            .formatted(given, wanted));
  }

  private static JournalException corrupt(String why) {
    return new JournalException(
        Reason.CORRUPT, "journal segment is corrupt: " + why + "; fetch it again");
  }
}
