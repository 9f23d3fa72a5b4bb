package zoodip.diffusion.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory this process has, native memory included; Linux tells. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** What is resident now, in MiB; empty where the system does not tell. */
  public static OptionalLong nowMib() {
    return mib("VmRSS:", status());
  }

  /** The most that was resident at any time, in MiB; empty where the system does not tell. */
  public static OptionalLong peakMib() {
    return mib("VmHWM:", status());
  }

  static OptionalLong mib(String entry, List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(entry))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst();
  }

  private static List<String> status() {
    if (!Files.isReadable(STATUS)) {
      return List.of();
    }
    try {
      return Files.readAllLines(STATUS);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + STATUS, e);
    }
  }
}
