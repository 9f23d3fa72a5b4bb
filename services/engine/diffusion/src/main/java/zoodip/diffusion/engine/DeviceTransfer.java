package zoodip.diffusion.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies tensors from the processor to a GPU by way of pinned memory, without waiting for the GPU.
 * Belongs on the engine's thread.
 */
final class DeviceTransfer {
  private static final Map<Device, DeviceTransfer> OF_DEVICES = new ConcurrentHashMap<>();

  private final Program program;

  private DeviceTransfer(Program program) {
    this.program = program;
  }

  static DeviceTransfer to(Device gpu) {
    return OF_DEVICES.computeIfAbsent(gpu, device -> of("cuda:" + device.getDeviceId(), true));
  }

  /**
   * @param device as libtorch names it
   * @param pinned whether memory is pinned for the way, which only a libtorch for CUDA can
   */
  static DeviceTransfer of(String device, boolean pinned) {
    Map<String, Object> attributes = Map.of("device", device, "pinned", pinned);
    return new DeviceTransfer(
        Program.load(List.of("transfer"), new ModuleObject("Transfer", attributes), "cpu"));
  }

  /** The copy, which belongs to the scope. */
  NDArray copy(TensorScope scope, NDArray tensor) {
    return program.tensor(scope, "to_device", tensor);
  }
}
