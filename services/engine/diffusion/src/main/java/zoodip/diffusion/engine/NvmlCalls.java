package zoodip.diffusion.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The few functions of the NVIDIA Management Library that are used, by their names in {@code
 * nvml.h}. Each returns 0 if it succeeds.
 */
interface NvmlCalls extends Library {
  int nvmlInit_v2();

  int nvmlSystemGetDriverVersion(byte[] version, int length);

  int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

  int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device);

  int nvmlDeviceGetName(Pointer device, byte[] name, int length);

  /**
   * @param memory nvmlMemory_t: bytes in all, free, used
   */
  int nvmlDeviceGetMemoryInfo(Pointer device, long[] memory);

  /**
   * @param rates nvmlUtilization_t: percent of the time that kernels ran, that memory was used
   */
  int nvmlDeviceGetUtilizationRates(Pointer device, int[] rates);
}
