package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Timeout;

class PngFuzzTest {
  private static final int SIGNATURE_BYTES = 8;
  private static final int FRAMING_BYTES = 12;

  @Timeout(20)
  @FuzzTest
  void photo(byte[] file) {
    PhotoTarget.run(file);
    PhotoTarget.run(withChecksums(file));
  }

  /** With the checksums that its chunks ask for: else nothing behind them is ever reached. */
  private static byte[] withChecksums(byte[] file) {
    byte[] whole = file.clone();
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    for (int at = SIGNATURE_BYTES; at <= whole.length - FRAMING_BYTES; ) {
      int length = bytes.getInt(at);
      if (length < 0 || length > whole.length - at - FRAMING_BYTES) {
        return whole;
      }
      CRC32 crc = new CRC32();
      crc.update(whole, at + 4, length + 4);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += FRAMING_BYTES + length;
    }
    return whole;
  }
}
