package zoodip.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.provenance.xmp.XmpPacket;

class XmpPacketFuzzTest {
  @Timeout(20)
  @FuzzTest
  void packet(byte[] packet) {
    var unused = XmpPacket.digitalSourceType(new String(packet, UTF_8));
  }
}
