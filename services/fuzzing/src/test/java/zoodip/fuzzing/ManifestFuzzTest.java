package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.c2pa.BadManifestException;
import zoodip.provenance.c2pa.ManifestVerifier;

class ManifestFuzzTest {
  private static final byte[] PNG = Png.encode(RgbImage.filled(16, 16, 0x808080), Map.of());

  private final ManifestVerifier verifier = new ManifestVerifier(Clock.systemUTC(), List.of());

  @Timeout(20)
  @FuzzTest
  void store(byte[] store) {
    try {
      var unused = verifier.verify(PngChunkFile.insertAfterHeader(PNG, "caBX", store));
    } catch (BadManifestException refused) {
      // as it may
    }
  }
}
