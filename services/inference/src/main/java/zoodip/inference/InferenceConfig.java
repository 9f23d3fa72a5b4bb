package zoodip.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;

/** How an inference node generates images and how much it keeps. */
@ConfigMapping(prefix = "inference")
public interface InferenceConfig {
  /** Calls that are served or wait at one time; one more is refused with OVERLOADED. */
  @WithDefault("32")
  int calls();

  /**
   * Rows generated in one batch, of the model's own size; of larger images fewer, so that memory
   * stays bounded.
   */
  @WithDefault("8")
  int batchRows();

  /** Width times height of an image at most. */
  @WithDefault("4194304")
  int pixels();

  /** Images kept for a caller who does not read; then its rows wait. */
  @WithName("unread-pictures")
  @WithDefault("16")
  int unreadImages();

  /** How the weights of models are held; by default as they are computed with. */
  Optional<Precision> precision();

  /**
   * The arithmetic that they are computed with; text encoders always take fp32. By default 16 bits
   * where the device multiplies them, else fp32. {@code w8a8} is faster for large models on
   * processors that multiply int8, and holds weights in int8; on others the default applies.
   */
  Optional<Compute> compute();

  /** {@code cpu}, or {@code gpu0} with a libtorch for CUDA. */
  @WithDefault("cpu")
  String device();

  /** Diffusion models in memory. */
  @WithDefault("2")
  int models();

  /** Batches for which a call is passed over while others need the models that are in memory. */
  @WithDefault("4")
  int modelPatience();

  /** Embeddings in memory, some kilobytes each. */
  @WithDefault("4096")
  int cachedConcepts();

  /** How long Kafka may take to tell whether there is a concept that is not known yet. */
  @WithDefault("PT10S")
  Duration conceptPatience();

  /** How long a shutdown waits for calls that are being served. */
  @WithDefault("PT20S")
  Duration shutdownPatience();
}
