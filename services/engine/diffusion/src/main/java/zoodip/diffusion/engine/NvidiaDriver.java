package zoodip.diffusion.engine;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import java.util.OptionalDouble;

/** What NVIDIA's driver tells of this machine's GPUs (NVML). Thread-safe. */
public final class NvidiaDriver {
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final int TEXT = 96;

  private final NvmlCalls calls;
  private final Optional<String> visible;
  private final String version;

  NvidiaDriver(NvmlCalls calls, Optional<String> visible) {
    this.calls = calls;
    this.visible = visible;
    byte[] text = new byte[TEXT];
    int unknown = calls.nvmlSystemGetDriverVersion(text, TEXT);
    version = unknown == 0 ? Native.toString(text) : "of an unknown version";
  }

  private static final class Holder {
    static final Optional<NvidiaDriver> INSTALLED =
        load(Platform.isWindows() ? "nvml" : "libnvidia-ml.so.1");
  }

  /** This machine's; empty where there is none. */
  public static Optional<NvidiaDriver> installed() {
    return Holder.INSTALLED;
  }

  static Optional<NvidiaDriver> load(String library) {
    try {
      NvmlCalls calls = Native.load(library, NvmlCalls.class);
      return calls.nvmlInit_v2() == 0
          ? Optional.of(new NvidiaDriver(calls, Optional.ofNullable(System.getenv(VISIBLE))))
          : Optional.empty();
    } catch (LinkageError e) {
      // no driver, no GPU: the normal case of a processor
      return Optional.empty();
    }
  }

  /**
   * The memory of a GPU, whoever uses it.
   *
   * @param totalBytes all of it
   * @param usedBytes by this process and others
   */
  public record Memory(long totalBytes, long usedBytes) {}

  /** The driver's version. */
  public String version() {
    return version;
  }

  /**
   * What a GPU is called.
   *
   * @param device as {@link Devices} names it: {@code gpu0}
   */
  public Optional<String> name(String device) {
    byte[] text = new byte[TEXT];
    return gpu(device)
        .filter(gpu -> calls.nvmlDeviceGetName(gpu, text, TEXT) == 0)
        .map(gpu -> Native.toString(text));
  }

  /** Its memory now. */
  public Optional<Memory> memory(String device) {
    long[] bytes = new long[3];
    return gpu(device)
        .filter(gpu -> calls.nvmlDeviceGetMemoryInfo(gpu, bytes) == 0)
        .map(gpu -> new Memory(bytes[0], bytes[2]));
  }

  /** The share of the time, lately, in which it computed: 0 to 1. */
  public OptionalDouble utilization(String device) {
    int[] percent = new int[2];
    return gpu(device)
        .filter(gpu -> calls.nvmlDeviceGetUtilizationRates(gpu, percent) == 0)
        .map(gpu -> OptionalDouble.of(percent[0] / 100.0))
        .orElse(OptionalDouble.empty());
  }

  private Optional<Pointer> gpu(String device) {
    if (Devices.isCpu(device)) {
      return Optional.empty();
    }
    PointerByReference handle = new PointerByReference();
    return VisibleGpu.of(visible, Devices.index(device))
        .filter(gpu -> find(gpu, handle) == 0)
        .map(gpu -> handle.getValue());
  }

  private int find(VisibleGpu gpu, PointerByReference handle) {
    return gpu.index().isPresent()
        ? calls.nvmlDeviceGetHandleByIndex_v2(gpu.index().getAsInt(), handle)
        : calls.nvmlDeviceGetHandleByUUID(gpu.uuid().orElseThrow(), handle);
  }
}
