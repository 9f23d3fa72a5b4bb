package zoodip.singlefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import zoodip.diffusion.scheduler.PredictionType;

/** What a file says of its training, each claim with the place that makes it. */
final class TrainingClaims {
  private final Map<String, PredictionType> predictions = new LinkedHashMap<>();
  private final Map<String, CheckpointFamily> families = new LinkedHashMap<>();
  private final List<String> zeroTerminalSignal = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  void velocity(String source) {
    prediction(source, PredictionType.V_PREDICTION);
  }

  void prediction(String source, PredictionType prediction) {
    predictions.put(source, prediction);
  }

  void family(String source, CheckpointFamily family) {
    families.put(source, family);
  }

  /** That nothing of an image is left at the last noise level. */
  void zeroTerminalSignal(String source) {
    zeroTerminalSignal.add(source);
  }

  /** A claim that cannot be followed. */
  void problem(String problem) {
    problems.add(problem);
  }

  boolean hasZeroTerminalSignal() {
    return !zeroTerminalSignal.isEmpty();
  }

  /** What it predicts, if anything says so; the first claim where they differ. */
  Optional<PredictionType> prediction() {
    return predictions.values().stream().findFirst();
  }

  /**
   * What cannot be true together.
   *
   * @param family as the tensors tell
   */
  Optional<String> contradiction(CheckpointFamily family) {
    if (!problems.isEmpty()) {
      return Optional.of(problems.get(0));
    }
    Optional<Map.Entry<String, CheckpointFamily>> other =
        families.entrySet().stream().filter(claim -> claim.getValue() != family).findFirst();
    if (other.isPresent()) {
      return Optional.of(
          "is %s by its tensors, but %s by %s"
              .formatted(family.title(), other.get().getValue().title(), other.get().getKey()));
    }
    if (predictions.values().stream().distinct().count() > 1) {
      return Optional.of(
          "says of its prediction what cannot be true together: "
              + predictions.entrySet().stream()
                  .map(claim -> name(claim.getValue()) + " by " + claim.getKey())
                  .collect(Collectors.joining(", ")));
    }
    boolean velocity = prediction().filter(p -> p == PredictionType.V_PREDICTION).isPresent();
    return hasZeroTerminalSignal() && !velocity
        ? Optional.of(
            "says by %s that its noise ends without any signal, which only v_prediction can learn from, but %s"
                .formatted(
                    zeroTerminalSignal.get(0),
                    predictions.isEmpty()
                        ? "nothing in it says that it predicts v"
                        : "epsilon by " + predictions.keySet().iterator().next()))
        : Optional.empty();
  }

  private static String name(PredictionType prediction) {
    return prediction.name().toLowerCase(Locale.ROOT);
  }
}
