package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/** Tensors without a use of their own, by which fine-tunes say how they were trained. */
final class MarkerTensors {
  private static final String VELOCITY = "v_pred";
  private static final String ZERO_TERMINAL_SIGNAL = "ztsnr";

  /** Their keys. */
  static final Set<String> NAMES = Set.of(VELOCITY, ZERO_TERMINAL_SIGNAL);

  /** Marks of trainings over continuous noise levels, as ComfyUI reads them. */
  private static final List<String> OTHER_TRAININGS =
      List.of("edm_vpred.", "edm_mean", "edm_std", "edm_eps.", "edm.");

  private MarkerTensors() {}

  /** What the marks claim. */
  static TrainingClaims claims(SafetensorsFile file) {
    TrainingClaims claims = new TrainingClaims();
    if (file.contains(VELOCITY)) {
      claims.velocity("the tensor " + VELOCITY);
    }
    if (file.contains(ZERO_TERMINAL_SIGNAL)) {
      claims.zeroTerminalSignal("the tensor " + ZERO_TERMINAL_SIGNAL);
    }
    return claims;
  }

  /**
   * Looks for marks of trainings that are not supported.
   *
   * @throws ConfigException if there is one
   */
  static void refuseOtherTrainings(SafetensorsFile file) {
    Optional<String> mark =
        file.names().stream()
            .filter(key -> OTHER_TRAININGS.stream().anyMatch(key::startsWith))
            .findFirst();
    if (mark.isPresent()) {
      throw new ConfigException(
          file.path(),
          "is marked by the tensor %s as trained over continuous noise levels (EDM), which is not supported; supported are epsilon and v_prediction over the noise levels of Stable Diffusion"
              .formatted(mark.get()));
    }
  }
}
