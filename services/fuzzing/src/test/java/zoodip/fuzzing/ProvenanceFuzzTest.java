package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.concepts.provenance.Provenance;

class ProvenanceFuzzTest {
  @Timeout(20)
  @FuzzTest
  void file(byte[] json) {
    try {
      Provenance provenance = Provenance.parse(json);
      var unused = provenance.layout().split(provenance.firstTheta());
    } catch (IllegalArgumentException refused) {
      // as it may
    }
  }
}
