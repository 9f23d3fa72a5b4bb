package zoodip.images.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import zoodip.images.Orientation;

class ExifTest {
  private static final int SHORT = 3;
  private static final int LONG = 4;

  @Test
  void readsBothByteOrdersAndNumberSizes() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (int type : new int[] {SHORT, LONG}) {
        assertEquals(Orientation.ROTATED_RIGHT, Exif.orientation(exif(order, type, 8)));
      }
    }
  }

  @Test
  void whatMakesNoSenseCountsAsUpright() {
    assertEquals(Orientation.UPRIGHT, Exif.orientation(exif(ByteOrder.BIG_ENDIAN, SHORT, 9)));
    assertEquals(Orientation.UPRIGHT, Exif.orientation(exif(ByteOrder.BIG_ENDIAN, SHORT, 0)));
    assertEquals(Orientation.UPRIGHT, Exif.orientation(ByteBuffer.allocate(0)));
    assertEquals(Orientation.UPRIGHT, Exif.orientation(ByteBuffer.wrap(new byte[100])));
    ByteBuffer cut = exif(ByteOrder.BIG_ENDIAN, SHORT, 6).slice(0, 20);
    assertEquals(Orientation.UPRIGHT, Exif.orientation(cut));
  }

  /** Two entries, the second of which is the orientation. */
  private static ByteBuffer exif(ByteOrder order, int type, int value) {
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 + 2 * 12).order(order);
    exif.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949));
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x010f).putShort((short) 2).putInt(4).putInt(0);
    exif.putShort((short) 0x0112).putShort((short) type).putInt(1);
    if (type == SHORT) {
      exif.putShort((short) value);
    } else {
      exif.putInt(value);
    }
    return exif.position(0);
  }
}
