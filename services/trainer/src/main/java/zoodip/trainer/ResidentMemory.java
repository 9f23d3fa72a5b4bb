package zoodip.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Physical memory of this process, as Linux tells it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";
  private static final double KIB = 1024;

  private ResidentMemory() {}

  /** In bytes; NaN where there is no such information. */
  static double bytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIB)
          .findAny()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
