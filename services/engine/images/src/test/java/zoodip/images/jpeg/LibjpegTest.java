package zoodip.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.images.fixtures.Fixtures;

class LibjpegTest {
  @Test
  void stripsOfACmykImageAreItsWhole() {
    List<ByteBuffer> file = List.of(ByteBuffer.wrap(Fixtures.file("cmyk.jpg")));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream strips = new ByteArrayOutputStream();
    new Libjpeg(file).strips(41, 29, 29, (row, from) -> whole.writeBytes(row));
    new Libjpeg(file).strips(41, 29, 7, (row, from) -> strips.writeBytes(row));
    assertEquals(4 * 41 * 29, whole.size());
    assertArrayEquals(whole.toByteArray(), strips.toByteArray());
  }
}
