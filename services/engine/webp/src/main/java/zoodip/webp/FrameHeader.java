package zoodip.webp;

import java.nio.ByteBuffer;

/** What a key frame says before its macroblocks (RFC 6386, section 9). */
final class FrameHeader {
  static final int SEGMENTS = 4;

  private final BoolDecoder reader;
  private final Segments segments;
  private final boolean simpleFilter;
  private final int filterLevel;
  private final int sharpness;
  private final int[] filterDeltas = new int[2];
  private final BoolDecoder[] partitions;
  private final Quantizers[] quantizers = new Quantizers[SEGMENTS];
  private final int[] tokenProbabilities;
  private final int skipProbability;

  /** The 10 bytes before the header's own bits hold its length and the frame's size. */
  FrameHeader(ByteBuffer frame) {
    int tag = (frame.get(0) & 0xff) | (frame.get(1) & 0xff) << 8 | (frame.get(2) & 0xff) << 16;
    boolean keyFrame = (tag & 1) == 0;
    boolean shown = (tag >> 4 & 1) == 1;
    int length = tag >> 5;
    if (!keyFrame || !shown || (tag >> 1 & 7) > 3 || length > frame.limit() - 10) {
      throw new Vp8Exception("its frame header is damaged");
    }
    reader = new BoolDecoder(frame.slice(10, length));
    reader.number(2);
    segments = new Segments(reader);
    simpleFilter = reader.flag();
    filterLevel = reader.number(6);
    sharpness = reader.number(3);
    readFilterDeltas();
    partitions = partitions(frame.slice(10 + length, frame.limit() - 10 - length));
    readQuantizers();
    reader.flag();
    tokenProbabilities = tokenProbabilities();
    skipProbability = reader.flag() ? reader.number(8) : 0;
  }

  /** The rest of the first partition: the modes of the macroblocks. */
  BoolDecoder reader() {
    return reader;
  }

  Segments segments() {
    return segments;
  }

  boolean simpleFilter() {
    return simpleFilter;
  }

  /** 0..63; 0 switches the loop filter off. */
  int filterLevel() {
    return filterLevel;
  }

  int sharpness() {
    return sharpness;
  }

  /** What the filter level changes by: of intra macroblocks, and of those with 4 x 4 blocks. */
  int[] filterDeltas() {
    return filterDeltas;
  }

  /** The coefficients of a row of macroblocks. */
  BoolDecoder partition(int row) {
    return partitions[row % partitions.length];
  }

  Quantizers quantizers(int segment) {
    return quantizers[segment];
  }

  /** [kind, band, context, node], flat. */
  int[] probabilities() {
    return tokenProbabilities;
  }

  /** The probability that a macroblock has coefficients, of 256; 0 if that is not said. */
  int skipProbability() {
    return skipProbability;
  }

  /** Four deltas for reference frames and four for modes; a key frame uses the first of each. */
  private void readFilterDeltas() {
    boolean used = reader.flag();
    if (used && reader.flag()) {
      for (int kind = 0; kind < 2; kind++) {
        for (int i = 0; i < 4; i++) {
          int delta = reader.optional(6);
          filterDeltas[kind] = i == 0 ? delta : filterDeltas[kind];
        }
      }
    }
  }

  private BoolDecoder[] partitions(ByteBuffer rest) {
    int count = 1 << reader.number(2);
    int start = 3 * (count - 1);
    BoolDecoder[] readers = new BoolDecoder[count];
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      if (start > rest.limit()) {
        throw new Vp8Exception("it is cut off");
      }
      int size = last ? rest.limit() - start : size(rest, i);
      if (size > rest.limit() - start) {
        throw new Vp8Exception("it is cut off");
      }
      readers[i] = new BoolDecoder(rest.slice(start, size));
      start += size;
    }
    return readers;
  }

  private static int size(ByteBuffer rest, int partition) {
    int at = 3 * partition;
    return (rest.get(at) & 0xff) | (rest.get(at + 1) & 0xff) << 8 | (rest.get(at + 2) & 0xff) << 16;
  }

  private void readQuantizers() {
    int base = reader.number(7);
    int[] deltas = new int[5];
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = reader.optional(4);
    }
    for (int segment = 0; segment < SEGMENTS; segment++) {
      quantizers[segment] = Quantizers.of(segments.quantizer(segment, base), deltas);
    }
  }

  private int[] tokenProbabilities() {
    int[] probabilities = Vp8Constants.TOKEN_PROBABILITIES.clone();
    for (int i = 0; i < probabilities.length; i++) {
      if (reader.bit(Vp8Constants.TOKEN_UPDATE_PROBABILITIES[i]) == 1) {
        probabilities[i] = reader.number(8);
      }
    }
    return probabilities;
  }
}
