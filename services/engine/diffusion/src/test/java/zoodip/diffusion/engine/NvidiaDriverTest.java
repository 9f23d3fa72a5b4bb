package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvidiaDriverTest {
  private static final long GIB = 1L << 30;

  /** A library's view of a machine with two GPUs, of which the second has a UUID that is asked. */
  private static final class TwoGpus implements NvmlCalls {
    private static final int NOT_FOUND = 6;

    @Override
    public int nvmlInit_v2() {
      return 0;
    }

    @Override
    public int nvmlSystemGetDriverVersion(byte[] version, int length) {
      return write("570.86.15", version);
    }

    @Override
    public int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device) {
      device.setValue(Pointer.createConstant(100 + index));
      return index < 2 ? 0 : NOT_FOUND;
    }

    @Override
    public int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device) {
      device.setValue(Pointer.createConstant(101));
      return uuid.equals("GPU-5f") ? 0 : NOT_FOUND;
    }

    @Override
    public int nvmlDeviceGetName(Pointer device, byte[] name, int length) {
      return write("GPU number " + number(device), name);
    }

    @Override
    public int nvmlDeviceGetMemoryInfo(Pointer device, long[] memory) {
      memory[0] = 24 * GIB;
      memory[1] = 20 * GIB;
      memory[2] = (4 - number(device)) * GIB;
      return 0;
    }

    @Override
    public int nvmlDeviceGetUtilizationRates(Pointer device, int[] rates) {
      rates[0] = 75;
      return number(device) == 0 ? 0 : NOT_FOUND;
    }

    private static int number(Pointer device) {
      return (int) (Pointer.nativeValue(device) - 100);
    }

    private static int write(String text, byte[] into) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, into, 0, bytes.length);
      return 0;
    }
  }

  private static NvidiaDriver driver(String visible) {
    return new NvidiaDriver(new TwoGpus(), Optional.ofNullable(visible));
  }

  @Test
  void tellsWhatThereIs() {
    NvidiaDriver driver = driver(null);
    assertEquals("570.86.15", driver.version());
    assertEquals(Optional.of("GPU number 1"), driver.name("gpu1"));
    assertEquals(Optional.of(new NvidiaDriver.Memory(24 * GIB, 4 * GIB)), driver.memory("gpu0"));
    assertEquals(OptionalDouble.of(0.75), driver.utilization("gpu0"));
  }

  @Test
  void whatItDoesNotTellIsEmpty() {
    NvidiaDriver driver = driver(null);
    assertEquals(OptionalDouble.empty(), driver.utilization("gpu1"));
    assertEquals(Optional.empty(), driver.memory("gpu2"));
    assertEquals(Optional.empty(), driver.name("cpu"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1,0; gpu0; GPU number 1",
        "1, 0; gpu1; GPU number 0",
        "GPU-5f; gpu0; GPU number 1",
        "GPU-00; gpu0; ",
        "1; gpu1; ",
        "''; gpu0; "
      })
  void followsWhatTheEnvironmentShows(String visible, String device, String name) {
    assertEquals(Optional.ofNullable(name), driver(visible).name(device));
  }

  @Test
  void thereIsNoneWithoutItsLibrary() {
    assertEquals(Optional.empty(), NvidiaDriver.load("libno-such-driver.so.1"));
    assertEquals(Optional.empty(), NvidiaDriver.load("c"), "a library without its functions");
  }

  @Test
  void isReportedWithTheDevice() {
    Map<String, String> report = DeviceReport.of("gpu0", Optional.of(driver(null))).entries();
    assertEquals(List.of("device", "libtorch", "driver", "memory"), List.copyOf(report.keySet()));
    assertEquals("gpu0 (GPU number 0)", report.get("device"));
    assertTrue(report.get("libtorch").startsWith("2.7.1 "), report::toString);
    assertEquals("570.86.15", report.get("driver"));
    assertEquals("4096 of 24576 MiB used", report.get("memory"));
  }

  @Test
  void aProcessorIsReportedWithoutIt() {
    Map<String, String> report = DeviceReport.of("cpu", Optional.empty()).entries();
    assertTrue(report.get("device").startsWith("cpu ("), report::toString);
    assertEquals("none", report.get("driver"));
    assertTrue(report.get("memory").matches("[0-9]+ MiB resident|unknown"), report::toString);
  }

  @Test
  void figuresAreThoseOfTheGpu() {
    Map<String, Double> figures =
        DeviceFigure.of("gpu1", Optional.of(driver(null))).stream()
            .collect(Collectors.toMap(DeviceFigure::name, f -> f.value().getAsDouble()));
    assertEquals(
        Map.of(
            "zoodip.device.memory.used", 3.0 * GIB,
            "zoodip.device.memory.total", 24.0 * GIB,
            "zoodip.device.utilization", Double.NaN),
        figures);
  }

  @Test
  void aProcessorAndAMachineWithoutDriverHaveNoFigures() {
    assertEquals(List.of(), DeviceFigure.of("cpu", Optional.of(driver(null))));
    assertEquals(List.of(), DeviceFigure.of("gpu0", Optional.empty()));
  }
}
