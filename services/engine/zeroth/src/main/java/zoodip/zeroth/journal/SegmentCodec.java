package zoodip.zeroth.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import zoodip.zeroth.journal.JournalException.Reason;

/**
 * The bytes of a journal segment, little-endian: magic (4 bytes "ZOJS"), version (4), first step
 * (8), steps (4), losses a step (4), the losses (4 each, IEEE 754), CRC-32C of everything before it
 * (4).
 *
 * <p>Version 2 has the length of its records (4) before the losses, and the records behind them,
 * see {@link RecordCodec}. A segment without records is written as version 1.
 */
final class SegmentCodec {
  private static final int MAGIC = 'Z' | 'O' << 8 | 'J' << 16 | 'S' << 24;
  private static final int LOSSES = 1;
  private static final int WITH_RECORDS = 2;
  private static final int HEADER = 24;
  private static final int CHECKSUM = 4;

  private SegmentCodec() {}

  static byte[] encode(JournalSegment segment) {
    float[] losses = segment.losses();
    int records = RecordCodec.length(segment);
    boolean plain = records == 0;
    long length = header(plain ? LOSSES : WITH_RECORDS) + (long) Float.BYTES * losses.length;
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(length + records + CHECKSUM))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(plain ? LOSSES : WITH_RECORDS).putLong(segment.firstStep());
    buffer.putInt(segment.steps()).putInt(segment.lossesPerStep());
    if (!plain) {
      buffer.putInt(records);
    }
    for (float loss : losses) {
      buffer.putFloat(loss);
    }
    RecordCodec.encode(segment, buffer);
    buffer.putInt(checksum(buffer.array()));
    return buffer.array();
  }

  private static int header(int version) {
    return version == LOSSES ? HEADER : HEADER + Integer.BYTES;
  }

  static JournalSegment decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER + CHECKSUM + Float.BYTES) {
      throw truncated(bytes.length, HEADER + CHECKSUM + Float.BYTES);
    }
    int version = requireKnown(buffer.getInt(), buffer.getInt());
    long firstStep = buffer.getLong();
    int steps = buffer.getInt();
    int lossesPerStep = buffer.getInt();
    int records = version == LOSSES ? 0 : buffer.getInt();
    requireWhole(bytes, header(version), steps, lossesPerStep, records);
    float[] losses = new float[steps * lossesPerStep];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = buffer.getFloat();
    }
    buffer.limit(bytes.length - CHECKSUM);
    try {
      RecordCodec.Records read = RecordCodec.decode(buffer);
      return new JournalSegment(
          firstStep, lossesPerStep, losses, read.bases(), read.gradients(), read.probes());
    } catch (IllegalArgumentException e) {
      throw corrupt(e.getMessage());
    }
  }

  private static int requireKnown(int magic, int version) {
    if (magic != MAGIC) {
      throw new JournalException(
          Reason.NOT_A_SEGMENT,
          "not a journal segment: it starts with %08x instead of %08x".formatted(magic, MAGIC));
    }
    if (version != LOSSES && version != WITH_RECORDS) {
      throw new JournalException(
          Reason.UNSUPPORTED_VERSION,
          "journal segment of version %d, but only versions %d and %d are known: read it with the program that wrote it"
              .formatted(version, LOSSES, WITH_RECORDS));
    }
    return version;
  }

  private static void requireWhole(
      byte[] bytes, int header, int steps, int lossesPerStep, int records) {
    if (steps < 1 || lossesPerStep < 1 || records < 0) {
      throw corrupt(
          "it claims %d steps of %d losses and %d bytes of records"
              .formatted(steps, lossesPerStep, records));
    }
    long losses = (long) steps * lossesPerStep;
    long length = header + CHECKSUM + Float.BYTES * losses + records;
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
