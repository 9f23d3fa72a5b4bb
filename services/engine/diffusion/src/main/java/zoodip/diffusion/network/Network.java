package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.ModuleObject;
import zoodip.diffusion.engine.NativeMemory;
import zoodip.diffusion.engine.Program;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.options.ModelOptions;

/** A program with its weights in it. All methods belong on the engine's thread. */
public final class Network implements AutoCloseable {
  /** Bytes freed on the way to quantized weights that may pile up between those. */
  private static final long TRIM_EVERY = 32L << 20;

  private final Program program;
  private final ModelOptions options;
  private long freed;

  private Network(Program program, ModelOptions options) {
    this.program = program;
    this.options = options;
  }

  /**
   * Compiles {@code program} and fills it.
   *
   * @param program the program text's name, for example {@code unet}
   * @param type its class, for example {@code UNet}
   * @param attributes the class's attributes besides its layers
   */
  public static Network load(
      String program,
      String type,
      Map<String, Object> attributes,
      WeightSource weights,
      ModelOptions options) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put("layers", layers(options, weights.size()));
    Network network =
        new Network(
            Program.load(
                List.of(LinearKernels.text(options), "layers", program),
                new ModuleObject(type, all),
                options.device()),
            options);
    try {
      (options.finiteWeights() ? weights.finite() : weights).forEach(network::put);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static ModuleObject layers(ModelOptions options, long size) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("products", LinearKernels.module(options, size));
    attributes.put("weights", Map.of());
    attributes.put("tables", ElementTypes.ofTables(options.precision()));
    attributes.put("compute", ElementTypes.of(options.compute()));
    attributes.put("tiles", CpuFeatures.multipliesTiles());
    return new ModuleObject("Layers", attributes);
  }

  private void put(WeightSpec weightSpec, WeightSource.Loaded loaded) {
    try (TensorScope scope = scope()) {
      NDArray tensor = loaded.in(scope);
      program.call(scope, "put", weightSpec.name(), tensor, weightSpec.kind().code());
    }
    freed += weightSpec.size() * Float.BYTES;
    if (freed >= TRIM_EVERY) {
      freed = 0;
      NativeMemory.trim();
    }
  }

  /** A scope on this network's device. */
  public TensorScope scope() {
    return TensorScope.open(options.device());
  }

  /** Runs a method that returns one tensor. */
  public NDArray tensor(TensorScope scope, String method, Object... arguments) {
    return program.tensor(scope, method, arguments);
  }

  /** Runs a method that returns several tensors. */
  public NDList tensors(TensorScope scope, String method, Object... arguments) {
    return program.call(scope, method, arguments);
  }

  /** Runs a method that differentiates, see {@link Program#differentiate}. */
  public NDList differentiate(TensorScope scope, String method, NDArray... tensors) {
    return program.differentiate(scope, method, tensors);
  }

  @Override
  public void close() {
    program.close();
  }
}
