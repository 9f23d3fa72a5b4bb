package zoodip.cli.benchmark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.cli.files.OutputFile;
import zoodip.cli.terminal.Details;

/** Figures by their names, some of them in groups. */
final class BenchmarkReport {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  private final Map<String, Object> figures = new LinkedHashMap<>();

  BenchmarkReport(String command) {
    figures.put("command", command);
  }

  /** Adds a figure, or a map of them. */
  BenchmarkReport put(String name, Object value) {
    figures.put(name, value);
    return this;
  }

  /** For people: a line for each figure, those of a group side by side. */
  String text() {
    Details details = new Details();
    figures.forEach((name, value) -> details.add(name, line(value)));
    return details.toString();
  }

  /** For programs. */
  void write(Path file) {
    OutputFile.write(file, ByteString.copyFromUtf8(JSON.toJson(figures)));
  }

  private static String line(Object value) {
    if (value instanceof Map<?, ?> group) {
      StringBuilder line = new StringBuilder();
      group.forEach(
          (name, figure) ->
              line.append(line.isEmpty() ? "" : "  ").append(name).append(' ').append(figure));
      return line.toString();
    }
    return String.valueOf(value);
  }
}
