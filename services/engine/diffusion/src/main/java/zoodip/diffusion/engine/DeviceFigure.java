package zoodip.diffusion.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * A figure of a GPU for metrics.
 *
 * @param name of the metric
 * @param description in a sentence
 * @param unit bytes, or ratio
 * @param value now; NaN where the driver does not tell
 */
public record DeviceFigure(String name, String description, String unit, DoubleSupplier value) {

  /** Those of a device; none of a processor, nor where there is no driver. */
  public static List<DeviceFigure> of(String device) {
    return of(device, NvidiaDriver.installed());
  }

  static List<DeviceFigure> of(String device, Optional<NvidiaDriver> driver) {
    if (Devices.isCpu(device) || driver.isEmpty()) {
      return List.of();
    }
    NvidiaDriver installed = driver.get();
    return List.of(
        memory(
            "used",
            "Memory of the GPU that this process and others use",
            installed,
            device,
            NvidiaDriver.Memory::usedBytes),
        memory("total", "Memory of the GPU", installed, device, NvidiaDriver.Memory::totalBytes),
        new DeviceFigure(
            "zoodip.device.utilization",
            "Share of the time in which the GPU computed",
            "ratio",
            () -> installed.utilization(device).orElse(Double.NaN)));
  }

  private static DeviceFigure memory(
      String which,
      String description,
      NvidiaDriver driver,
      String device,
      ToDoubleFunction<NvidiaDriver.Memory> value) {
    return new DeviceFigure(
        "zoodip.device.memory." + which,
        description,
        "bytes",
        () -> driver.memory(device).map(value::applyAsDouble).orElse(Double.NaN));
  }
}
