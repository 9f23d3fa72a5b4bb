package zoodip.diffusion.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What networks can be computed on: {@code cpu}, or {@code gpu0}, {@code gpu1} and so on. */
public final class Devices {
  private static final Pattern NAME = Pattern.compile("cpu|gpu([0-9]{1,3})");
  private static final Map<String, Device> PRESENT = new ConcurrentHashMap<>();

  private Devices() {}

  /**
   * Whether a name is one of a device, of whatever machine.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static void checkName(String name) {
    if (name.contains(",")) {
      throw new IllegalArgumentException(
          "the device is '%s', but a process computes on one: start one process for each GPU, with gpu0, gpu1 and so on"
              .formatted(name));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "there is no device '" + name + "'; use cpu, or gpu0 with a libtorch for CUDA");
    }
  }

  /** Whether a name is the processor's. */
  public static boolean isCpu(String name) {
    return name.equals("cpu");
  }

  /**
   * The device of this machine, once libtorch is loaded.
   *
   * @throws EngineStartException if libtorch has no such device
   */
  static Device of(String name) {
    return PRESENT.computeIfAbsent(name, Devices::find);
  }

  /** The number of a GPU's name. */
  static int index(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || matcher.group(1) == null) {
      throw new IllegalArgumentException("no GPU: " + name);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Whether this process computes, or has computed, on a GPU. */
  static boolean usesGpu() {
    return PRESENT.values().stream().anyMatch(Device::isGpu);
  }

  /**
   * A GPU is asked to hold a number: DJL counts GPUs with a library of CUDA's that need not be
   * where it looks, though libtorch has found it.
   */
  private static Device find(String name) {
    checkName(name);
    if (isCpu(name)) {
      return Device.cpu();
    }
    Device gpu = Device.gpu(index(name));
    try (NDManager manager = TorchThread.manager(gpu)) {
      var unused = manager.zeros(new Shape(1));
      return gpu;
    } catch (RuntimeException e) {
      throw new EngineStartException(missing(name, e), e);
    }
  }

  private static String missing(String name, RuntimeException failure) {
    if (hasCuda()) {
      return "the device is %s, but libtorch cannot use it (%s): use cpu, or a GPU that nvidia-smi lists, gpu0 being the first"
          .formatted(name, firstLine(failure));
    }
    return "the device is %s, but this libtorch computes on processors alone: use cpu, or %s"
        .formatted(name, LibtorchSelection.nameAFolder("of a libtorch for CUDA"));
  }

  private static String firstLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /** By its kind: libtorch itself denies it where it finds no GPU. */
  private static boolean hasCuda() {
    return System.getProperty(LibtorchSelection.FLAVOR, "").startsWith("cu");
  }
}
