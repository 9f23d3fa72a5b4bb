package zoodip.deploymenttests;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Compose file, with its variables as {@code .env.example} leaves them and anything in the
 * place of those that have to be filled in.
 *
 * @param text with variables replaced
 * @param services by their names
 * @param volumes that are declared
 * @param variables that the file names, with their defaults; empty for those that have none
 */
record ComposeFile(
    String text,
    Map<String, JsonNode> services,
    JsonNode volumes,
    Map<String, Optional<String>> variables) {
  private static final Path FILE = Infra.FOLDER.resolve("compose.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):([-?])([^}]*)}");

  static ComposeFile read() {
    Map<String, Optional<String>> variables = new TreeMap<>();
    Matcher matcher = VARIABLE.matcher(YamlFiles.text(FILE));
    String text =
        matcher.replaceAll(
            variable -> {
              boolean filledIn = variable.group(2).equals("?");
              variables.putIfAbsent(
                  variable.group(1),
                  Optional.of(variable.group(3)).filter(value -> !filledIn && !value.isEmpty()));
              return filledIn ? "filled-in" : variable.group(3);
            });
    JsonNode file = YamlFiles.parse(text);
    Map<String, JsonNode> services = new TreeMap<>();
    file.get("services").fields().forEachRemaining(s -> services.put(s.getKey(), s.getValue()));
    return new ComposeFile(text, services, file.get("volumes"), variables);
  }

  /** The services that are Zoodip's, by which one each is. */
  Map<String, String> own() {
    return services.entrySet().stream()
        .filter(service -> service.getValue().get("image").asText().contains("/zoodip/"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                service ->
                    service.getValue().get("image").asText().replaceAll(".*/zoodip/|:.*", "")));
  }

  Map<String, String> environment(String service) {
    return RenderedChart.strings(services.get(service).path("environment"));
  }
}
