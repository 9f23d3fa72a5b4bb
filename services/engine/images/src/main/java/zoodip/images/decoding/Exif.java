package zoodip.images.decoding;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zoodip.images.Orientation;

/** The one thing that is wanted of EXIF data: how the camera was held (CIPA DC-008, TIFF 6.0). */
public final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private static final int TIFF_BYTES = 26;

  private Exif() {}

  /** EXIF data that tells an orientation and nothing else, with its TIFF header. */
  public static byte[] of(Orientation orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(TIFF_BYTES);
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) ORIENTATION).putShort((short) SHORT).putInt(1);
    tiff.putShort((short) orientation.tag());
    return tiff.array();
  }

  /**
   * The orientation in EXIF data that begins with its TIFF header. Damaged data counts as upright:
   * viewers show such photos, so they are not refused.
   */
  public static Orientation orientation(ByteBuffer exif) {
    try {
      return read(exif.slice());
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation read(ByteBuffer tiff) {
    switch (tiff.getShort()) {
      case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
      case 0x4d4d -> tiff.order(ByteOrder.BIG_ENDIAN);
      default -> {
        return Orientation.UPRIGHT;
      }
    }
    if (tiff.getShort() != 42) {
      return Orientation.UPRIGHT;
    }
    tiff.position(tiff.getInt());
    int entries = tiff.getShort() & 0xffff;
    for (int i = 0, at = tiff.position(); i < entries; i++, at += ENTRY_BYTES) {
      if ((tiff.getShort(at) & 0xffff) == ORIENTATION) {
        return Orientation.ofTag(value(tiff, at));
      }
    }
    return Orientation.UPRIGHT;
  }

  private static int value(ByteBuffer tiff, int entry) {
    return tiff.getShort(entry + 2) == SHORT
        ? tiff.getShort(entry + 8) & 0xffff
        : tiff.getInt(entry + 8);
  }
}
