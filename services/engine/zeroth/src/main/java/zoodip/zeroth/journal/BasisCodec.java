package zoodip.zeroth.journal;

import java.nio.ByteBuffer;

/**
 * The bytes of a sensitivity basis, version 1, little-endian: step (8 bytes), block (4), k (4),
 * width (4), k eigenvalues (4 each, IEEE 754), k times width components (2 each, signed, in units
 * of 1/32767).
 */
final class BasisCodec {
  static final int VERSION = 1;
  private static final int HEADER = 20;

  private BasisCodec() {}

  static int length(SensitivityBasis basis) {
    long numbers = (long) basis.size() * basis.width();
    return Math.toIntExact(HEADER + (long) Float.BYTES * basis.size() + Short.BYTES * numbers);
  }

  static void encode(SensitivityBasis basis, ByteBuffer buffer) {
    buffer.putLong(basis.step()).putInt(basis.block());
    buffer.putInt(basis.size()).putInt(basis.width());
    for (float value : basis.eigenvalues()) {
      buffer.putFloat(value);
    }
    for (short[] direction : basis.directions()) {
      for (short component : direction) {
        buffer.putShort(component);
      }
    }
  }

  /**
   * The basis that a record holds.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  static SensitivityBasis decode(ByteBuffer record) {
    if (record.remaining() < HEADER) {
      throw new IllegalArgumentException(
          "a basis of %d bytes, at least %d are needed".formatted(record.remaining(), HEADER));
    }
    long step = record.getLong();
    int block = record.getInt();
    int size = record.getInt();
    int width = record.getInt();
    long wanted = (long) Float.BYTES * size + (long) Short.BYTES * size * width;
    if (size < 1 || width < size || wanted != record.remaining()) {
      throw new IllegalArgumentException(
          "a basis of %d directions of %d numbers in %d bytes"
              .formatted(size, width, record.remaining()));
    }
    float[] eigenvalues = new float[size];
    for (int i = 0; i < size; i++) {
      eigenvalues[i] = record.getFloat();
    }
    short[][] directions = new short[size][width];
    for (short[] direction : directions) {
      for (int j = 0; j < width; j++) {
        direction[j] = record.getShort();
      }
    }
    return new SensitivityBasis(step, block, eigenvalues, directions);
  }
}
