package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;

class SafetensorsFuzzTest {
  @Timeout(20)
  @FuzzTest
  void file(byte[] content) {
    try (SafetensorsFile file = SafetensorsFile.of(Path.of("file"), content)) {
      for (String name : file.names()) {
        read(file, name);
      }
    } catch (SafetensorsException refused) {
      // as it may
    }
  }

  private static void read(SafetensorsFile file, String name) {
    try {
      var numbers = file.entry(name).type().floating() ? file.floats(name) : file.longs(name);
      var unused = file.firstNonFinite(name);
      if (numbers == null || file.bytes(name).length != file.entry(name).length()) {
        throw new IllegalStateException(name);
      }
    } catch (SafetensorsException refused) {
      // of another type
    }
  }
}
