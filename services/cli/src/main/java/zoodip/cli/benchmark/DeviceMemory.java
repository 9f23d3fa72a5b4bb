package zoodip.cli.benchmark;

import zoodip.diffusion.engine.Devices;
import zoodip.diffusion.engine.NvidiaDriver;

/**
 * The memory that a process takes on a device: of a GPU, what is used beyond what was before,
 * CUDA's own part included; of a processor, what is resident.
 *
 * @param device its name
 * @param beforeMib used by others
 */
record DeviceMemory(String device, long beforeMib) {
  private static final long MIB = 1L << 20;

  /** To be called before the engine starts. */
  static DeviceMemory now(String device) {
    return new DeviceMemory(device, Devices.isCpu(device) ? 0 : used(device));
  }

  /** What is taken now, in MiB; 0 where nobody tells. */
  long takenMib() {
    return Devices.isCpu(device) ? Machine.residentMib() : used(device) - beforeMib;
  }

  private static long used(String device) {
    return NvidiaDriver.installed()
        .flatMap(driver -> driver.memory(device))
        .map(memory -> memory.usedBytes() / MIB)
        .orElse(0L);
  }
}
