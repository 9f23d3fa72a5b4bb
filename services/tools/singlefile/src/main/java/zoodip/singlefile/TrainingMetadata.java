package zoodip.singlefile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.safetensors.SafetensorsFile;

/**
 * What the metadata of a file claims: that of Stability AI's model specification ({@code
 * modelspec.*}) and of kohya's training scripts ({@code ss_*}).
 */
final class TrainingMetadata {
  private static final String PREDICTION = "modelspec.prediction_type";
  private static final String ARCHITECTURE = "modelspec.architecture";
  private static final List<String> VELOCITY =
      List.of("v", "v_prediction", "v-prediction", "v_pred", "v-pred", "vpred", "velocity");
  private static final List<String> NOISE = List.of("epsilon", "eps", "noise");

  /** Families by how an architecture or a kohya base model's version begins. */
  private static final Map<Pattern, CheckpointFamily> FAMILIES =
      Map.of(
          Pattern.compile("stable-diffusion-v1\\b|sd_v1"), CheckpointFamily.STABLE_DIFFUSION_1,
          Pattern.compile("stable-diffusion-v2\\b|sd_v2"), CheckpointFamily.STABLE_DIFFUSION_2,
          Pattern.compile("stable-diffusion-xl\\b|sdxl"), CheckpointFamily.STABLE_DIFFUSION_XL);

  private final SafetensorsFile file;
  private final TrainingClaims claims;

  private TrainingMetadata(SafetensorsFile file, TrainingClaims claims) {
    this.file = file;
    this.claims = claims;
  }

  /** Adds what the file's metadata claims. */
  static void addTo(TrainingClaims claims, SafetensorsFile file) {
    TrainingMetadata metadata = new TrainingMetadata(file, claims);
    metadata.specification();
    metadata.kohya();
  }

  private void specification() {
    value(PREDICTION).ifPresent(this::prediction);
    value(ARCHITECTURE)
        .ifPresent(
            text -> {
              family(ARCHITECTURE, text);
              if (text.matches("stable-diffusion-v2-768-v.*")) {
                claims.velocity(told(ARCHITECTURE));
              } else if (text.matches("stable-diffusion-v2-512\\b.*")) {
                claims.prediction(told(ARCHITECTURE), PredictionType.EPSILON);
              }
            });
  }

  private void kohya() {
    flag("ss_v_parameterization")
        .ifPresent(on -> claims.prediction(told("ss_v_parameterization"), kind(on)));
    value("ss_base_model_version")
        .ifPresent(
            text -> {
              family("ss_base_model_version", text);
              if (text.matches("sd_v[12](_v)?")) {
                claims.prediction(told("ss_base_model_version"), kind(text.endsWith("_v")));
              }
            });
    flag("ss_v2")
        .filter(on -> on)
        .ifPresent(on -> claims.family(told("ss_v2"), CheckpointFamily.STABLE_DIFFUSION_2));
    flag("ss_zero_terminal_snr")
        .filter(on -> on)
        .ifPresent(on -> claims.zeroTerminalSignal(told("ss_zero_terminal_snr")));
  }

  private void family(String key, String text) {
    FAMILIES.entrySet().stream()
        .filter(known -> known.getKey().matcher(text).lookingAt())
        .findFirst()
        .ifPresent(known -> claims.family(told(key), known.getValue()));
  }

  private void prediction(String text) {
    if (VELOCITY.contains(text) || NOISE.contains(text)) {
      claims.prediction(told(PREDICTION), kind(VELOCITY.contains(text)));
    } else {
      claims.problem(
          "says that its %s is '%s', which is not supported; supported are epsilon and v"
              .formatted(PREDICTION, text));
    }
  }

  private static PredictionType kind(boolean velocity) {
    return velocity ? PredictionType.V_PREDICTION : PredictionType.EPSILON;
  }

  private String told(String key) {
    return "the metadata %s = %s".formatted(key, file.metadata().get(key));
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(file.metadata().get(key))
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> !text.isEmpty() && !text.equals("none"));
  }

  private Optional<Boolean> flag(String key) {
    return value(key).map(text -> text.equals("true") || text.equals("1"));
  }
}
