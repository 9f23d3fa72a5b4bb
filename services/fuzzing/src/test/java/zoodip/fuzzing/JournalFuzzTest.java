package zoodip.fuzzing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Timeout;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

class JournalFuzzTest {
  @Timeout(20)
  @FuzzTest
  void segment(byte[] bytes) {
    decode(bytes);
    decode(withChecksum(bytes));
  }

  private static void decode(byte[] bytes) {
    try {
      JournalSegment segment = JournalSegment.decode(bytes);
      assertEquals(segment, JournalSegment.decode(segment.encode()));
      LossJournal journal = LossJournal.of(List.of(segment));
      for (long step = 1; step <= Math.min(10, journal.steps()); step++) {
        var unused = List.of(journal.bases(step), journal.gradient(step), journal.losses(step));
      }
    } catch (JournalException refused) {
      // as it may
    }
  }

  /** The last four bytes replaced by what the others ask for: else nothing else is ever reached. */
  private static byte[] withChecksum(byte[] bytes) {
    byte[] whole = bytes.clone();
    if (whole.length > 4) {
      CRC32C crc = new CRC32C();
      crc.update(whole, 0, whole.length - 4);
      ByteBuffer.wrap(whole)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(whole.length - 4, (int) crc.getValue());
    }
    return whole;
  }
}
