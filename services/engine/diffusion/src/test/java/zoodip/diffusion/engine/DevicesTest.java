package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
  @Test
  void processorsAndGpusAreToldApart() {
    assertTrue(Devices.isCpu("cpu"));
    assertFalse(Devices.isCpu("gpu0"));
    assertEquals(12, Devices.index("gpu12"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gpu0,gpu1; start one process for each GPU",
        "tpu; there is no device 'tpu'",
        "gpu; there is no device 'gpu'",
        "cuda:0; use cpu, or gpu0"
      })
  void otherNamesAreRefused(String name, String advice) {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> Devices.checkName(name));
    assertTrue(failure.getMessage().contains(advice), failure.getMessage());
  }
}
