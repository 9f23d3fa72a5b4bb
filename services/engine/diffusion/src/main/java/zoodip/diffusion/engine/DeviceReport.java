package zoodip.diffusion.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a process computes on, in words.
 *
 * @param device its name and what it is
 * @param libtorch its version and kind
 * @param driver of NVIDIA's GPUs
 * @param memory of the GPU, or of this process where a processor computes
 */
public record DeviceReport(String device, String libtorch, String driver, String memory) {
  private static final long MIB = 1L << 20;

  /**
   * Of a device, once the engine has started on it.
   *
   * @param device {@code cpu} or {@code gpu0}
   */
  public static DeviceReport of(String device) {
    return of(device, NvidiaDriver.installed());
  }

  static DeviceReport of(String device, Optional<NvidiaDriver> driver) {
    return new DeviceReport(
        device + what(device, driver).map(name -> " (" + name + ")").orElse(""),
        LibtorchSelection.version() + " " + System.getProperty(LibtorchSelection.FLAVOR, "cpu"),
        driver.map(NvidiaDriver::version).orElse("none"),
        Devices.isCpu(device) ? resident() : memory(device, driver));
  }

  private static Optional<String> what(String device, Optional<NvidiaDriver> driver) {
    return Devices.isCpu(device)
        ? Optional.of(CpuFeatures.name())
        : driver.flatMap(installed -> installed.name(device));
  }

  private static String resident() {
    return ResidentMemory.nowMib().stream()
        .mapToObj("%d MiB resident"::formatted)
        .findFirst()
        .orElse("unknown");
  }

  private static String memory(String device, Optional<NvidiaDriver> driver) {
    return driver
        .flatMap(installed -> installed.memory(device))
        .map(
            memory ->
                "%d of %d MiB used".formatted(memory.usedBytes() / MIB, memory.totalBytes() / MIB))
        .orElse("unknown");
  }

  /** By name, for checks of health. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("device", device);
    entries.put("libtorch", libtorch);
    entries.put("driver", driver);
    entries.put("memory", memory);
    return entries;
  }
}
