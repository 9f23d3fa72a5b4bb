package zoodip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final String PLACE = "java.io.tmpdir";

  @TempDir Path shared;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void nobodyElseReadsTheLogOfAMeasurement() throws Exception {
    String place = System.setProperty(PLACE, shared.toString());
    try {
      Path log = LogFile.of("benchmark");

      assertEquals(shared.toRealPath(), log.getParent().getParent());
      assertEquals("benchmark.log", log.getFileName().toString());
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())));
    } finally {
      System.setProperty(PLACE, place);
    }
  }
}
