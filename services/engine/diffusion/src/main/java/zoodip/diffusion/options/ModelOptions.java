package zoodip.diffusion.options;

import java.util.Objects;
import zoodip.diffusion.engine.CpuFeatures;
import zoodip.diffusion.engine.Devices;

/**
 * How a model is held and computed.
 *
 * @param precision how the weights of linear layers and convolutions are stored
 * @param compute the arithmetic of UNet, VAE and image encoders; text encoders always compute in
 *     fp32, where it costs little and keeps the direction of a concept exact
 * @param device {@code cpu}, or {@code gpu0} with a libtorch for CUDA
 * @param memory what each network may take to be faster
 * @param randomWeights draw the weights of text encoders, UNet and autoencoder instead of reading
 *     them: for measurements at the sizes of models whose files are not there
 * @param finiteWeights look for NaN and infinity in weights that are read, and refuse them: for
 *     models that come from elsewhere
 */
public record ModelOptions(
    Precision precision,
    Compute compute,
    String device,
    MemoryBudget memory,
    boolean randomWeights,
    boolean finiteWeights) {

  public ModelOptions {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(compute, "compute");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(memory, "memory");
    Devices.checkName(device);
    if (Devices.isCpu(device) && compute == Compute.FP16) {
      throw new IllegalArgumentException(
          "fp16 arithmetic needs a GPU; on the CPU choose Compute.BF16 or Compute.FP32");
    }
    boolean multipliesInt8 = compute == Compute.INT8 || compute == Compute.W8A8;
    if (multipliesInt8 && !(precision == Precision.INT8 && Devices.isCpu(device))) {
      throw new IllegalArgumentException(
          compute + " arithmetic needs int8 weights and a CPU, not " + precision + " on " + device);
    }
  }

  /** On the CPU with fp32 arithmetic: for training and for reference checks. */
  public static ModelOptions of(Precision precision) {
    return of(precision, Compute.FP32);
  }

  /** On the CPU. */
  public static ModelOptions of(Precision precision, Compute compute) {
    return on("cpu", precision, compute);
  }

  /** On a device. */
  public static ModelOptions on(String device, Precision precision, Compute compute) {
    return new ModelOptions(
        precision, compute, device, MemoryBudget.of(Devices.isCpu(device)), false, false);
  }

  /** The same with other arithmetic. */
  public ModelOptions withCompute(Compute other) {
    return new ModelOptions(precision, other, device, memory, randomWeights, finiteWeights);
  }

  /** The same with weights that are drawn. */
  public ModelOptions withRandomWeights() {
    return new ModelOptions(precision, compute, device, memory, true, finiteWeights);
  }

  /** The same with weights that are looked through when they are read. */
  public ModelOptions withFiniteWeights() {
    return new ModelOptions(precision, compute, device, memory, randomWeights, true);
  }

  /** How the networks around the UNet are held and computed. */
  public ModelOptions aroundUnet() {
    return new ModelOptions(
        precision == Precision.INT4 ? Precision.INT8 : precision,
        switch (compute) {
          case TRAINING, INT8, W8A8 -> Compute.FP32;
          case FP32, BF16, FP16 -> compute;
        },
        device,
        memory,
        randomWeights,
        finiteWeights);
  }

  /**
   * How what decodes latents is held and computed. Its large convolutions are as fast in bf16 as in
   * int8 where the processor multiplies tiles, and closer to fp32's.
   */
  public ModelOptions ofDecoder() {
    if (compute == Compute.W8A8) {
      return CpuFeatures.multipliesTiles() ? withCompute(Compute.BF16) : this;
    }
    return aroundUnet();
  }

  /** Whether a processor computes, and not a GPU. */
  public boolean isOnCpu() {
    return Devices.isCpu(device);
  }

  /** The same with other memory. */
  public ModelOptions withMemory(MemoryBudget other) {
    return new ModelOptions(precision, compute, device, other, randomWeights, finiteWeights);
  }
}
