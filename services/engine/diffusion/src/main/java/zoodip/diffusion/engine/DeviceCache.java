package zoodip.diffusion.engine;

import ai.djl.pytorch.jni.JniUtils;

/** Memory that libtorch has freed, but keeps for its next tensors. */
public final class DeviceCache {
  private DeviceCache() {}

  /**
   * Gives it back to the device, and what malloc keeps to the system. Belongs on the engine's
   * thread, behind what frees much: a GPU is waited for.
   */
  public static void empty() {
    if (Devices.usesGpu()) {
      JniUtils.emptyCudaCache();
    }
    NativeMemory.trim();
  }
}
