package zoodip.cli.files;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that was to be a JSON object, in the words of whoever wrote it. */
final class JsonErrorText {
  /** How the parser names what it did not like, and where. */
  private static final Pattern PLACE =
      Pattern.compile("Exception: (.*?) at line (\\d+) column (\\d+)");

  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("End of input", "the text ends before the object does");
    WORDS.put("Unterminated object", "a comma or a } is missing");
    WORDS.put("Unterminated array", "a comma or a ] is missing");
    WORDS.put("Unterminated string", "a quotation mark is missing");
    WORDS.put("Expected name", "a name is missing, or a comma is too much");
    WORDS.put("Expected ':'", "a colon is missing");
    WORDS.put("Invalid escape", "a backslash stands where none may; write two for one");
    WORDS.put("Nesting limit", "too many brackets are open within each other");
  }

  private JsonErrorText() {}

  /** In one line, with the place if it is known. */
  static String text(InvalidProtocolBufferException failure) {
    Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
    return place.find()
        ? "line %s, column %s: %s".formatted(place.group(2), place.group(3), words(place.group(1)))
        : "it holds something else than names and values in {}";
  }

  private static String words(String problem) {
    return WORDS.entrySet().stream()
        .filter(known -> problem.startsWith(known.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse("what stands there is no JSON");
  }
}
