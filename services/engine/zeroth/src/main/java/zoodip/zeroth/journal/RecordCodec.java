package zoodip.zeroth.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.zeroth.journal.JournalException.Reason;

/**
 * The bytes of what a segment holds besides losses: of each record its type (4), its version (4),
 * its length (4) and its bytes, first the bases, then the probes, then the gradients. What is not
 * known is refused, not passed over.
 */
final class RecordCodec {
  private static final int HEADER = 12;
  private static final int BASIS = 1;
  private static final int PROBE = 2;
  private static final int GRADIENT = 3;

  /** By type. */
  private static final Map<Integer, Integer> VERSIONS =
      new TreeMap<>(
          Map.of(
              BASIS, BasisCodec.VERSION,
              PROBE, ProbeCodec.VERSION,
              GRADIENT, GradientCodec.VERSION));

  private RecordCodec() {}

  /** The records of a segment, each kind in the order of their steps. */
  record Records(
      List<SensitivityBasis> bases, List<StepGradient> gradients, List<ProbeLoss> probes) {}

  static int length(JournalSegment segment) {
    long length = (long) (HEADER + ProbeCodec.LENGTH) * segment.probes().size();
    for (SensitivityBasis basis : segment.bases()) {
      length += HEADER + BasisCodec.length(basis);
    }
    for (StepGradient gradient : segment.gradients()) {
      length += HEADER + GradientCodec.length(gradient);
    }
    return Math.toIntExact(length);
  }

  static void encode(JournalSegment segment, ByteBuffer buffer) {
    for (SensitivityBasis basis : segment.bases()) {
      buffer.putInt(BASIS).putInt(BasisCodec.VERSION).putInt(BasisCodec.length(basis));
      BasisCodec.encode(basis, buffer);
    }
    for (ProbeLoss probe : segment.probes()) {
      buffer.putInt(PROBE).putInt(ProbeCodec.VERSION).putInt(ProbeCodec.LENGTH);
      ProbeCodec.encode(probe, buffer);
    }
    for (StepGradient gradient : segment.gradients()) {
      buffer.putInt(GRADIENT).putInt(GradientCodec.VERSION).putInt(GradientCodec.length(gradient));
      GradientCodec.encode(gradient, buffer);
    }
  }

  /**
   * The records up to the buffer's limit.
   *
   * @throws JournalException if one is of a kind that is not known
   * @throws IllegalArgumentException if one is damaged
   */
  static Records decode(ByteBuffer buffer) {
    Records records = new Records(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    while (buffer.hasRemaining()) {
      decodeNext(buffer, records);
    }
    return records;
  }

  private static void decodeNext(ByteBuffer buffer, Records records) {
    requireRemaining(buffer, HEADER);
    int type = buffer.getInt();
    int version = buffer.getInt();
    int length = buffer.getInt();
    requireKnown(type, version);
    requireRemaining(buffer, length);
    ByteBuffer content = buffer.slice(buffer.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + length);
    switch (type) {
      case BASIS -> records.bases().add(BasisCodec.decode(content));
      case PROBE -> records.probes().add(ProbeCodec.decode(content));
      default -> records.gradients().add(GradientCodec.decode(content));
    }
  }

  private static void requireKnown(int type, int version) {
    if (!Integer.valueOf(version).equals(VERSIONS.get(type))) {
      throw new JournalException(
          Reason.UNSUPPORTED_VERSION,
          "journal record of type %d, version %d, but only these types with these versions are known: %s; read it with the program that wrote it"
              .formatted(type, version, VERSIONS));
    }
  }

  private static void requireRemaining(ByteBuffer buffer, int wanted) {
    if (wanted < 0 || buffer.remaining() < wanted) {
      throw new IllegalArgumentException(
          "a record claims %d bytes where %d are left".formatted(wanted, buffer.remaining()));
    }
  }
}
