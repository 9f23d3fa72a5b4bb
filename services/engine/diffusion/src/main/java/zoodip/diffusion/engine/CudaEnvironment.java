package zoodip.diffusion.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What CUDA's libraries read in the environment, set before they are loaded where the environment
 * does not say otherwise. Java's own view of the environment does not change.
 */
final class CudaEnvironment {
  /**
   * 0 keeps products of fp32 in fp32. libtorch would convolve in TF32, whose ten bits drown the
   * small loss differences of a training; DJL has no call to say so.
   */
  static final String TF32 = "NVIDIA_TF32_OVERRIDE";

  /** Numbers GPUs as the driver does, so that one's memory can be asked for under its number. */
  static final String ORDER = "CUDA_DEVICE_ORDER";

  private CudaEnvironment() {}

  /** Belongs before libtorch is loaded. */
  static void prepare() {
    if (Platform.isWindows()) {
      return;
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(TF32, "0");
    wanted.put(ORDER, "PCI_BUS_ID");
    wanted.forEach(
        (variable, value) -> {
          int failed =
              NativeLibrary.getProcess()
                  .getFunction("setenv")
                  .invokeInt(new Object[] {variable, value, 0});
          if (failed != 0) {
            throw new IllegalStateException("cannot set " + variable);
          }
        });
  }

  /** What is set now, as native libraries see it; null if nothing is. */
  static String value(String variable) {
    return NativeLibrary.getProcess()
        .getFunction("getenv")
        .invokeString(new Object[] {variable}, false);
  }
}
