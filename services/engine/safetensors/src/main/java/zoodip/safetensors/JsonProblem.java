package zoodip.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** What is wrong with a text that is no valid JSON, for whoever wrote it. */
public final class JsonProblem {
  private JsonProblem() {}

  /** In one line, with the line of the text if it is known. */
  public static String text(JsonProcessingException failure) {
    String problem =
        failure instanceof StreamConstraintsException
            ? "it is too large or nested too deep, or a number, name or text in it is too long"
            : failure.getOriginalMessage();
    boolean placed = failure.getLocation() != null && failure.getLocation().getLineNr() > 0;
    return placed ? "line %d: %s".formatted(failure.getLocation().getLineNr(), problem) : problem;
  }
}
