package zoodip.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be said of one thing, a line each; what is empty is left out. */
public final class Details {
  private final Map<String, String> lines = new LinkedHashMap<>();

  public Details add(String label, Object value) {
    String text = EscapedText.line(String.valueOf(value));
    if (!text.isEmpty()) {
      lines.put(label, text);
    }
    return this;
  }

  @Override
  public String toString() {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    return lines.entrySet().stream()
        .map(
            line ->
                line.getKey() + " ".repeat(width - line.getKey().length() + 2) + line.getValue())
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
