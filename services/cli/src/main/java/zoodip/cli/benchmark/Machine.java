package zoodip.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.diffusion.engine.ResidentMemory;
import zoodip.diffusion.engine.TorchThread;

/** What figures were measured on, and how much memory this process has. */
final class Machine {
  private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");

  private Machine() {}

  static Map<String, Object> describe() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("processor", CpuFeatures.name());
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("threads", TorchThread.shared().threads());
    machine.put("malloc", MallocArenas.describe());
    machine.put("os", System.getProperty("os.name"));
    machine.put("java", Runtime.version().toString());
    return machine;
  }

  /** Resident memory in MiB; 0 where the operating system does not tell. */
  static long residentMib() {
    return ResidentMemory.nowMib().orElse(0);
  }

  /** The most resident memory since {@link #forgetPeak}, in MiB. */
  static long peakMib() {
    return ResidentMemory.peakMib().orElse(0);
  }

  /** Lets the peak begin anew, where the operating system can. */
  static void forgetPeak() {
    try {
      Files.writeString(PEAK_RESET, "5");
    } catch (IOException e) {
      // then the peak is that of the whole process, which is never too small
      return;
    }
  }
}
