package zoodip.diffusion.unet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.engine.NativeMemory;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.network.Layout;
import zoodip.diffusion.network.Network;
import zoodip.diffusion.network.NetworkProgram;
import zoodip.diffusion.network.ParameterCount;
import zoodip.diffusion.network.WeightSource;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.weights.Checkpoint;

/** The noise-predicting network. All methods belong on the engine's thread. */
public final class UNet implements AutoCloseable {
  private static final long RANDOM_SEED = 1;

  /**
   * Giving memory back takes tens of milliseconds, and taking it again as long: no more than every
   * fiftieth part of the time, and behind every step that takes seconds.
   */
  private static final Duration TRIM_INTERVAL = Duration.ofSeconds(2);

  private final UNetConfig config;
  private final Network network;
  private final ParameterCount parameters;
  private final boolean frugal;
  private long trimmed = System.nanoTime() - TRIM_INTERVAL.toNanos();

  private UNet(UNetConfig config, Network network, ParameterCount parameters, boolean frugal) {
    this.config = config;
    this.frugal = frugal;
    this.network = network;
    this.parameters = parameters;
  }

  /** Loads the {@code unet} folder of a diffusers model. */
  public static UNet open(Path folder, ModelOptions options) {
    UNetConfig config = UNetConfig.of(ConfigFile.read(folder.resolve("config.json")));
    Layout layout = UNetLayout.of(config);
    if (options.randomWeights()) {
      return open(config, WeightSource.random(layout, RANDOM_SEED), options);
    }
    try (Checkpoint checkpoint = Checkpoint.open(folder, "diffusion_pytorch_model")) {
      WeightSource weights = WeightSource.of(checkpoint, layout, key -> key, key -> false);
      return open(config, weights, options);
    }
  }

  private static UNet open(UNetConfig config, WeightSource weights, ModelOptions options) {
    ModelOptions chosen = KernelChoice.of(config, options);
    NetworkProgram program = program(config, chosen.compute());
    Network network = Network.load(program, weights, chosen);
    // who asks for four bits has little memory, and gives a tenth of a step's time for it; with
    // int8
    // it would be half
    boolean frugal = options.precision() == Precision.INT4;
    if (frugal) {
      NativeMemory.returnAtOnce(true);
    }
    return new UNet(config, network, program.layout().count(options.precision()), frugal);
  }

  /** The program of a UNet, as an arithmetic wants it. */
  public static NetworkProgram program(UNetConfig config, Compute compute) {
    return new NetworkProgram("unet", "UNet", attributes(config, compute), UNetLayout.of(config));
  }

  private static Map<String, Object> attributes(UNetConfig config, Compute compute) {
    Map<String, Object> all = new LinkedHashMap<>();
    int last = config.levels() - 1;
    all.put("down_cross", config.downCross());
    all.put("up_cross", config.upCross());
    all.put("mid_cross", config.middleCross());
    all.put("down_resnets", config.resnets());
    all.put("up_resnets", upResnets(config));
    all.put("down_blocks", config.blocks());
    all.put("up_blocks", UNetConfig.reversed(config.blocks()));
    all.put("mid_blocks", config.blocks().get(last));
    all.put("down_heads", config.heads());
    all.put("up_heads", UNetConfig.reversed(config.heads()));
    all.put("mid_heads", config.heads().get(last));
    all.put("groups", config.groups());
    all.put("eps", config.eps());
    all.put("act", config.activation());
    all.put("linear_projection", config.linearProjection());
    all.put("upcast_attention", config.upcastAttention() && compute == Compute.FP16);
    all.put("downsample_padding", config.downsamplePadding());
    all.put("center_input", config.centerInput());
    all.put("time_width", config.width(0));
    all.put("flip_sin_to_cos", config.flipSinToCos());
    all.put("freq_shift", config.frequencyShift());
    all.put("added_time_width", config.added().sizeWidth());
    return all;
  }

  private static List<Integer> upResnets(UNetConfig config) {
    return UNetConfig.reversed(config.resnets()).stream().map(count -> count + 1).toList();
  }

  public UNetConfig config() {
    return config;
  }

  public ParameterCount parameters() {
    return parameters;
  }

  /** A scope for this network's inputs and outputs. */
  public TensorScope scope() {
    return network.scope();
  }

  /**
   * The model's output for noisy latents.
   *
   * @param latents [b, channels, h, w]
   * @param timestep [1] or [b], int64 or fp32
   * @param condition for k * b rows
   * @return fp32 [k * b, channels, h, w]; row r belongs to latents r mod b
   */
  public NDArray predict(
      TensorScope scope, NDArray latents, NDArray timestep, Condition condition) {
    return settled(
        network.tensor(
            scope,
            "forward",
            latents,
            timestep,
            condition.context(),
            condition.pooled(),
            condition.sizes()));
  }

  /**
   * {@link #predict} for generation: a row has the same bits in any batch, and what guidance's rows
   * have in common is computed once where that changes none.
   */
  public NDArray predictBatchInvariant(
      TensorScope scope, NDArray latents, NDArray timestep, Condition condition) {
    return settled(
        network.tensor(
            scope,
            "predict_batch_invariant",
            latents,
            timestep,
            condition.context(),
            condition.pooled(),
            condition.sizes()));
  }

  /**
   * The mean squared error between the output and the target, in fp32.
   *
   * @param latents [b, channels, h, w]
   * @param timestep [b]
   * @param condition for k * b rows, of which row r belongs to latents r mod b
   * @param target [b, channels, h, w]
   * @param shared whether what is the same for all rows of one latents is computed once
   * @return [k * b]
   */
  public NDArray losses(
      TensorScope scope,
      NDArray latents,
      NDArray timestep,
      Condition condition,
      NDArray target,
      boolean shared) {
    return settled(
        network.tensor(
            scope,
            "losses",
            latents,
            timestep,
            condition.context(),
            condition.pooled(),
            condition.sizes(),
            target,
            shared));
  }

  /**
   * The mean squared error of one row in fp32, and its gradients.
   *
   * @param latents [1, channels, h, w]
   * @param timestep [1]
   * @param condition for one row
   * @param target [1, channels, h, w]
   * @return the loss [], and its gradients in the condition's context and pooled state
   * @throws UnsupportedOperationException if products are of int8, whose rounding has no gradient
   */
  public NDList gradients(
      TensorScope scope, NDArray latents, NDArray timestep, Condition condition, NDArray target) {
    if (!network.isDifferentiable()) {
      throw new UnsupportedOperationException(
          "products of int8 have no gradient: open the model with fp32 or bf16 arithmetic");
    }
    NDList gradients =
        network.differentiate(
            scope,
            "gradients",
            latents,
            timestep,
            condition.context(),
            condition.pooled(),
            condition.sizes(),
            target);
    trim();
    return gradients;
  }

  /**
   * The first use turns weights into the form that their kernels want, and frees the others; every
   * further one leaves gaps between what stays.
   */
  private NDArray settled(NDArray result) {
    trim();
    return result;
  }

  private void trim() {
    long now = System.nanoTime();
    if (now - trimmed >= TRIM_INTERVAL.toNanos()) {
      trimmed = now;
      NativeMemory.trim();
    }
  }

  @Override
  public void close() {
    network.close();
    if (frugal) {
      NativeMemory.returnAtOnce(false);
    }
  }
}
