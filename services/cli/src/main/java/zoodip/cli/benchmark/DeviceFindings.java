package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.engine.DeviceReport;

/**
 * What a device was found to do.
 *
 * @param device what it is
 * @param goldens how its results compare with reference tensors
 * @param fidelity of each training mode
 * @param batch memory that runs out, and two trainings in a batch
 * @param speeds of each size
 */
record DeviceFindings(
    DeviceReport device,
    List<DeviceGoldens> goldens,
    Map<String, Object> fidelity,
    DeviceBatch batch,
    List<DeviceSpeed> speeds) {

  /** Whether nothing is as it must not be; fidelity and speed are for people to judge. */
  boolean isSound() {
    return batch.isSound() && goldens.stream().allMatch(DeviceGoldens::agrees);
  }

  void putInto(BenchmarkReport report) {
    Map<String, Object> families = new LinkedHashMap<>();
    goldens.forEach(family -> families.put(family.name(), family.figures()));
    Map<String, Object> sizes = new LinkedHashMap<>();
    speeds.forEach(speed -> sizes.put(speed.size(), speed.figures()));
    report
        .put("device", device.entries())
        .put("goldens", families)
        .put("fidelity", fidelity)
        .put("out_of_memory", batch.exhaustion())
        .put("two_jobs", batch.together())
        .put("sizes", sizes)
        .put("sound", isSound());
  }
}
