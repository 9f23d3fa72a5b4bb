package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import zoodip.platform.names.NearestNames;

/** What is wrong with a text that was to be a plan, in the words of whoever wrote it. */
final class PlanErrorText {
  private static final YAMLFactory YAML = new YAMLFactory();

  private PlanErrorText() {}

  /** In one line, with the place if it is known. */
  static String of(String plan, JsonProcessingException failure) {
    return place(plan, failure)
        .map(line -> "line %d: ".formatted(line))
        .orElse("")
        .concat(problem(failure));
  }

  private static Optional<Integer> place(String plan, JsonProcessingException failure) {
    Optional<Integer> told =
        Optional.ofNullable(failure.getLocation()).map(JsonLocation::getLineNr);
    // records are made when all of their keys are read: the place of an unknown one is behind them
    return failure instanceof UnrecognizedPropertyException unknown
        ? line(plan, unknown).or(() -> told)
        : told;
  }

  /** Where the key stands that a failure names. */
  private static Optional<Integer> line(String plan, JsonMappingException failure) {
    JsonPointer wanted = JsonPointer.empty();
    for (JsonMappingException.Reference step : failure.getPath()) {
      wanted =
          step.getFieldName() == null
              ? wanted.appendIndex(step.getIndex())
              : wanted.appendProperty(step.getFieldName());
    }
    try (JsonParser keys = YAML.createParser(plan)) {
      while (keys.nextToken() != null) {
        if (keys.hasToken(JsonToken.FIELD_NAME)
            && keys.getParsingContext().pathAsPointer().equals(wanted)) {
          return Optional.of(keys.currentTokenLocation().getLineNr());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // what is no YAML behind it is not what is being explained
      return Optional.empty();
    }
  }

  private static String problem(JsonProcessingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return unknown(unknown);
    }
    if (failure instanceof MismatchedInputException other) {
      return "%s wants %s".formatted(path(other), wanted(other.getTargetType()));
    }
    return "this is no YAML: " + failure.getOriginalMessage().strip().replaceAll("\\s+", " ");
  }

  private static String unknown(UnrecognizedPropertyException failure) {
    List<String> known =
        failure.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    String near = NearestNames.suggestion(failure.getPropertyName(), known);
    return "there is no %s%s; there are %s"
        .formatted(path(failure), near, String.join(", ", known));
  }

  /** {@code methods[1].sweep.directions}. */
  private static String path(JsonMappingException failure) {
    String path =
        failure.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "a plan" : path.replaceFirst("^\\.", "");
  }

  private static String wanted(Class<?> type) {
    if (type == String.class) {
      return "text; put quotation marks around it";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list, [a, b]";
    }
    return Map.class.isAssignableFrom(type) || Record.class.isAssignableFrom(type)
        ? "keys and values, {key: value}"
        : "something else";
  }
}
