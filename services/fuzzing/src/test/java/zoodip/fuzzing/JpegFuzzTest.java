package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

class JpegFuzzTest {
  @Timeout(20)
  @FuzzTest
  void photo(byte[] file) {
    PhotoTarget.run(file);
  }
}
