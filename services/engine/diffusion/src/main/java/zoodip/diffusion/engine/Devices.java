package zoodip.diffusion.engine;

import ai.djl.Device;
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

  private static Device find(String name) {
    checkName(name);
    if (isCpu(name)) {
      return Device.cpu();
    }
    int index = index(name);
    int count = ai.djl.engine.Engine.getEngine("PyTorch").getGpuCount();
    if (index >= count) {
      throw new EngineStartException(missing(name, count));
    }
    return Device.gpu(index);
  }

  private static String missing(String name, int count) {
    if (count > 0) {
      return "the device is %s, but of GPUs there %s: use gpu0%s, or cpu"
          .formatted(
              name,
              count == 1 ? "is one" : "are " + count,
              count == 1 ? "" : " to gpu" + (count - 1));
    }
    return "the device is %s, but %s: use cpu, or %s"
        .formatted(
            name,
            hasCuda()
                ? "libtorch finds no GPU here, so look for one with nvidia-smi"
                : "this libtorch computes on processors alone",
            LibtorchSelection.nameAFolder("of a libtorch for CUDA"));
  }

  private static boolean hasCuda() {
    return ai.djl.engine.Engine.getEngine("PyTorch")
        .hasCapability(ai.djl.engine.StandardCapabilities.CUDA);
  }
}
