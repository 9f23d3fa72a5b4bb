package zoodip.gateway.training;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import zoodip.gateway.requests.Violations;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/** Which settings belong to which training method. */
final class MethodSettings {
  private static final TrainingMethod OLDEST = TrainingMethod.TRAINING_METHOD_ZOODIP;

  /** Settings that one method alone has. */
  private static final Map<TrainingMethod, Set<String>> OWN =
      Map.of(
          TrainingMethod.TRAINING_METHOD_ZOODIP,
          Set.of("estimator", "epsilon", "history", "variance_cut"),
          TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS,
          Set.of(
              "basis_interval",
              "basis_interval_most",
              "basis_share",
              "basis_fewest",
              "basis_most",
              "basis_difference",
              "damping"));

  /** Settings whose values are as good for one method as for another. */
  private static final Set<String> SHARED =
      Set.of(
          "resolution",
          "timestep_low",
          "timestep_high",
          "squash",
          "vectors",
          "probe_share",
          "stop_after_probes",
          "stop_improvement");

  private static final String FLIP_PROBABILITY = "flip_probability";
  private static final double HALF = 0.5;

  private MethodSettings() {}

  /** The method of settings; those that name none are from before there was a choice. */
  static TrainingMethod of(TrainingSettings settings) {
    return isNamed(settings) ? settings.getMethod() : OLDEST;
  }

  static boolean isNamed(TrainingSettings settings) {
    return settings.getMethod() != TrainingMethod.TRAINING_METHOD_UNSPECIFIED;
  }

  /** What of a preset's settings holds for a method: all if it is its own. */
  static TrainingSettings asFarAsTheyHold(TrainingSettings preset, TrainingMethod method) {
    if (of(preset) == method) {
      return preset;
    }
    TrainingSettings.Builder kept = preset.toBuilder();
    for (FieldDescriptor field : TrainingSettings.getDescriptor().getFields()) {
      if (!isShared(field.getName(), preset)) {
        kept.clearField(field);
      }
    }
    return kept.build();
  }

  private static boolean isShared(String name, TrainingSettings preset) {
    return SHARED.contains(name)
        || (name.equals(FLIP_PROBABILITY) && mirrorsInTurn(preset.getFlipProbability()));
  }

  /** Whether photos are mirrored never or every other time, which every method can do. */
  static boolean mirrorsInTurn(double flipProbability) {
    return flipProbability == 0 || flipProbability == HALF;
  }

  /** Refuses settings of other methods, each by its name. */
  static void requireOwn(
      TrainingSettings given, TrainingMethod method, String path, Violations violations) {
    for (Map.Entry<TrainingMethod, Set<String>> others : OWN.entrySet()) {
      if (others.getKey() == method) {
        continue;
      }
      for (String name : new TreeSet<>(others.getValue())) {
        boolean isSet = given.hasField(TrainingSettings.getDescriptor().findFieldByName(name));
        violations.require(
            !isSet,
            path + name,
            "is a setting of the method %s, but this training's is %s; leave it out, or set method"
                .formatted(name(others.getKey()), name(method)));
      }
    }
  }

  static String name(TrainingMethod method) {
    return method.name().substring("TRAINING_METHOD_".length());
  }
}
