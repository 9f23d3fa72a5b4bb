package zoodip.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceImageInputStreamTest {
  @Test
  void readsNumbersThatLieInTwoParts() throws IOException {
    ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2, 3});
    ByteBuffer second = ByteBuffer.wrap(new byte[] {9, 4, 5, 6, 7, 8}, 1, 5).slice();
    try (SequenceImageInputStream input =
        new SequenceImageInputStream(List.of(first, ByteBuffer.allocate(0), second))) {
      assertEquals(0x0102030405060708L, input.readLong());
      assertEquals(-1, input.read());
      input.seek(2);
      assertEquals(0x03040506, input.readInt());
      assertEquals(8, input.length());
    }
  }
}
