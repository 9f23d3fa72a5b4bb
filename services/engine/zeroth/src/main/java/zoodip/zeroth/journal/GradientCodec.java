package zoodip.zeroth.journal;

import java.nio.ByteBuffer;

/** The bytes of a step's gradient, version 1, little-endian: step (8 bytes), d numbers (4 each). */
final class GradientCodec {
  static final int VERSION = 1;

  private GradientCodec() {}

  static int length(StepGradient gradient) {
    return Math.toIntExact(Long.BYTES + (long) Float.BYTES * gradient.size());
  }

  static void encode(StepGradient gradient, ByteBuffer buffer) {
    buffer.putLong(gradient.step());
    for (float number : gradient.numbers()) {
      buffer.putFloat(number);
    }
  }

  /**
   * The gradient that a record holds.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  static StepGradient decode(ByteBuffer record) {
    int numbers = record.remaining() - Long.BYTES;
    if (numbers < Float.BYTES || numbers % Float.BYTES != 0) {
      throw new IllegalArgumentException("a gradient in %d bytes".formatted(record.remaining()));
    }
    long step = record.getLong();
    float[] gradient = new float[numbers / Float.BYTES];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = record.getFloat();
    }
    return new StepGradient(step, gradient);
  }
}
