package zoodip.gateway.training;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.gateway.requests.Violations;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

/** Which settings belong to which training method. */
final class MethodSettings {
  private static final TrainingMethod OLDEST = TrainingMethod.TRAINING_METHOD_ZOODIP;

  /** All methods that there are. */
  static final List<TrainingMethod> KNOWN =
      Stream.of(TrainingMethod.values())
          .filter(method -> method != TrainingMethod.TRAINING_METHOD_UNSPECIFIED)
          .filter(method -> method != TrainingMethod.UNRECOGNIZED)
          .toList();

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

  /** Refuses settings that the method does not have, each by its name. */
  static void requireOwn(
      TrainingSettings given, TrainingMethod method, String path, Violations violations) {
    for (FieldDescriptor field : given.getAllFields().keySet()) {
      violations.require(
          has(method, field),
          path + field.getName(),
          "is a setting of the method %s, but this training's is %s; leave it out, or set method"
              .formatted(owners(field), name(method)));
    }
  }

  /** Whether a method has a setting. */
  private static boolean has(TrainingMethod method, FieldDescriptor field) {
    TrainingSettings common = Presets.common(method);
    return switch (field.getName()) {
      case "resolution" -> true;
      case "final_learning_rate" -> common.hasLearningRate();
      case "basis_interval_most" -> common.hasBasisInterval();
      default -> common.hasField(field);
    };
  }

  private static String owners(FieldDescriptor field) {
    return KNOWN.stream()
        .filter(method -> has(method, field))
        .map(MethodSettings::name)
        .collect(Collectors.joining(" or "));
  }

  static String name(TrainingMethod method) {
    return method.name().substring("TRAINING_METHOD_".length());
  }
}
