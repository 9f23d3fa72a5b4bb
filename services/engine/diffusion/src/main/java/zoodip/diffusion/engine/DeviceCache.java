package zoodip.diffusion.engine;

import ai.djl.pytorch.jni.JniUtils;

/** Memory that libtorch has freed, but keeps for its next tensors. */
final class DeviceCache {
  private DeviceCache() {}

  /** Gives it back to the device, and what malloc keeps to the system. */
  static void empty() {
    if (ai.djl.engine.Engine.getEngine("PyTorch").getGpuCount() > 0) {
      JniUtils.emptyCudaCache();
    }
    NativeMemory.trim();
  }
}
