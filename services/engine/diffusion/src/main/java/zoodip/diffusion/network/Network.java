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
  private final KernelBackend kernels;
  private final ModelOptions options;
  private long freed;

  private Network(Program program, KernelBackend kernels, ModelOptions options) {
    this.program = program;
    this.kernels = kernels;
    this.options = options;
  }

  /**
   * Compiles a program and fills it.
   *
   * @param weights those of its layout
   */
  public static Network load(NetworkProgram program, WeightSource weights, ModelOptions options) {
    KernelBackend kernels = KernelBackend.of(options);
    Network network =
        new Network(
            Program.load(
                texts(program, kernels), module(program, kernels, options), options.device()),
            kernels,
            options);
    try {
      (options.finiteWeights() ? weights.finite() : weights).forEach(network::put);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The names of the texts that make up a program, in the order in which they refer back. */
  static List<String> texts(NetworkProgram program, KernelBackend kernels) {
    return List.of(kernels.text(), "layers", program.text());
  }

  /** A program's object, without weights yet. */
  static ModuleObject module(NetworkProgram program, KernelBackend kernels, ModelOptions options) {
    Map<String, Object> attributes = new LinkedHashMap<>(program.attributes());
    attributes.put("layers", layers(program, kernels, options));
    return new ModuleObject(program.type(), attributes);
  }

  private static ModuleObject layers(
      NetworkProgram program, KernelBackend kernels, ModelOptions options) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("products", products(program, kernels));
    attributes.put("weights", Map.of());
    attributes.put("tables", ElementTypes.ofTables(options.precision()));
    attributes.put("compute", ElementTypes.of(options.compute()));
    attributes.put("tiles", CpuFeatures.multipliesTiles());
    return new ModuleObject("Layers", attributes);
  }

  private static ModuleObject products(NetworkProgram program, KernelBackend kernels) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("weights", Map.of());
    attributes.put("scales", Map.of());
    attributes.put("shapes", Map.of());
    attributes.putAll(kernels.attributes(program.layout().size()));
    return new ModuleObject("Products", attributes);
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

  /** Whether its results can be differentiated. */
  public boolean isDifferentiable() {
    return kernels.isDifferentiable();
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
