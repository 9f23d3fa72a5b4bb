package zoodip.gateway.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * What one of KEDA's triggers asks about.
 *
 * @param model the base model whose work counts, by its resource name; empty for all
 * @param target of the quantity, for each replica; above 0
 */
record ScalingTrigger(
    ScaledWork work, Optional<String> model, ScaledQuantity quantity, double target) {
  private static final String WORK = "work";
  private static final String MODEL = "model";
  private static final String REPORT = "report";
  private static final String TARGET = "target";

  /** Where and how KEDA calls; it hands on what is for itself, too. */
  private static final Set<String> OF_KEDA =
      Set.of("scalerAddress", "enableTLS", "unsafeSsl", "caCert", "tlsClientCert", "tlsClientKey");

  private static final List<String> OURS = List.of(WORK, MODEL, REPORT, TARGET);

  /**
   * Reads a trigger's metadata.
   *
   * @throws ServiceException INVALID_REQUEST if a key or a value is none that there is; its message
   *     names it
   */
  static ScalingTrigger of(Map<String, String> metadata) {
    for (String key : new TreeSet<>(metadata.keySet())) {
      if (!OF_KEDA.contains(key) && !OURS.contains(key)) {
        throw invalid(
            key, "The metadata of a trigger have no '%s'; there are %s".formatted(key, OURS));
      }
    }
    ScaledWork work =
        Optional.ofNullable(metadata.get(WORK))
            .map(value -> choice(ScaledWork.class, WORK, value))
            .orElseThrow(
                () ->
                    invalid(
                        WORK, "A trigger says what its replicas do: " + texts(ScaledWork.class)));
    ScaledQuantity quantity =
        choice(
            ScaledQuantity.class,
            REPORT,
            metadata.getOrDefault(REPORT, text(ScaledQuantity.OUTSTANDING)));
    requireTold(work, quantity);
    return new ScalingTrigger(
        work,
        Optional.ofNullable(metadata.get(MODEL)).filter(model -> !model.isEmpty()),
        quantity,
        target(metadata.getOrDefault(TARGET, "1")));
  }

  /** How KEDA calls the metric, in letters, digits and dashes. */
  String metricName() {
    return String.join(
            "-",
            "zoodip",
            text(work),
            model.map(name -> name.replaceFirst("^models/", "")).orElse("all"),
            text(quantity))
        .replaceAll("[^a-z0-9-]", "-");
  }

  boolean isTraining() {
    return work == ScaledWork.TRAINING;
  }

  private static void requireTold(ScaledWork work, ScaledQuantity quantity) {
    boolean told =
        switch (quantity) {
          case OUTSTANDING -> true;
          case QUEUED -> work != ScaledWork.GENERATION;
          case STEPS -> work == ScaledWork.TRAINING;
        };
    if (!told) {
      throw invalid(
          REPORT,
          "'%s' is not told of %s; leave %s out".formatted(text(quantity), text(work), REPORT));
    }
  }

  private static double target(String value) {
    double target;
    try {
      target = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw invalid(TARGET, "'%s' is no number; target is one above 0".formatted(value));
    }
    if (!(target > 0) || Double.isInfinite(target)) {
      throw invalid(TARGET, "target is %s; it is a number above 0".formatted(value));
    }
    return target;
  }

  private static <E extends Enum<E>> E choice(Class<E> choices, String key, String value) {
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> text(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(key, "%s is '%s'; it is one of %s".formatted(key, value, texts(choices))));
  }

  private static String texts(Class<? extends Enum<?>> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .map(ScalingTrigger::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static ServiceException invalid(String key, String message) {
    return ServiceException.invalid(ErrorReason.ERROR_REASON_INVALID_REQUEST, key, message);
  }
}
