package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  private static final List<String> STATUS =
      List.of("VmPeak:\t  9999 kB", "VmHWM:\t    2100 kB", "VmRSS:\t    1030 kB");

  @Test
  void entriesAreReadFromTheLinesOfProcStatus() {
    assertEquals(OptionalLong.of(2), ResidentMemory.mib("VmHWM:", STATUS));
    assertEquals(OptionalLong.of(1), ResidentMemory.mib("VmRSS:", STATUS));
  }

  @Test
  void whereTheSystemDoesNotTellThereIsNone() {
    assertEquals(OptionalLong.empty(), ResidentMemory.mib("VmHWM:", List.of()));
  }
}
