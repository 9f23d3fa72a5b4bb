package zoodip.diffusion.weights;

import java.util.Optional;
import zoodip.safetensors.NonFinite;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;

/** Refuses weights that are no numbers: one NaN makes all of a network's results NaN. */
public final class FiniteWeights {
  private FiniteWeights() {}

  /**
   * Looks at every number of a tensor.
   *
   * @throws SafetensorsException that names the tensor if one is NaN or infinite
   */
  public static void require(SafetensorsFile file, String key) {
    Optional<NonFinite> broken = file.firstNonFinite(key);
    if (broken.isPresent()) {
      throw new SafetensorsException(
          file.path(),
          ("tensor %s is broken: its number %d is %s, as happens in merges in fp16, and nothing can be"
                  + " computed with it; take another file of the same model, or merge it anew in"
                  + " fp32")
              .formatted(key, broken.get().number(), broken.get().value()));
    }
  }
}
