package zoodip.cli.concepts;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.client.SubjectUpload;

/** How the files of an embedding call it. */
final class ConceptIdDetector {
  private static final String EXPORTED = "zoodip.placeholder";

  /** As ai-toolkit, and the model specification and kohya's scripts, write them. */
  private static final List<String> KEYS =
      List.of("placeholder", "name", "modelspec.title", "ss_output_name");

  /** Longer texts are no names. */
  private static final int LONGEST_JSON = 4_096;

  private ConceptIdDetector() {}

  /** An id made of the name that is nearest to how prompts named it. */
  static DetectedId of(List<EmbeddingPart> parts) {
    DetectedId detected =
        chosen(parts)
            .or(() -> titles(parts).findFirst())
            .orElseGet(() -> title(parts, parts.get(0).stem(), "the file's name"));
    return new DetectedId(SubjectUpload.id(detected.value()), detected.source());
  }

  private static Optional<DetectedId> chosen(List<EmbeddingPart> parts) {
    return Stream.concat(
            parts.stream().flatMap(part -> metadata(part, EXPORTED)),
            parts.stream().flatMap(ConceptIdDetector::tensor))
        .findFirst();
  }

  private static Stream<DetectedId> titles(List<EmbeddingPart> parts) {
    return KEYS.stream()
        .flatMap(key -> parts.stream().flatMap(part -> metadata(part, key)))
        .map(detected -> title(parts, detected.value(), detected.source()));
  }

  /** Of files for one text encoder each, titles often tell which. */
  private static DetectedId title(List<EmbeddingPart> parts, String name, String source) {
    return new DetectedId(parts.size() > 1 ? EncoderSuffix.without(name) : name, source);
  }

  private static Stream<DetectedId> tensor(EmbeddingPart part) {
    return part.file().placeholder().filter(ConceptIdDetector::isName).stream()
        .map(name -> new DetectedId(name, "the tensor's name in %s".formatted(part)));
  }

  private static Stream<DetectedId> metadata(EmbeddingPart part, String key) {
    return Optional.ofNullable(part.file().metadata().get(key))
        .map(ConceptIdDetector::plain)
        .filter(ConceptIdDetector::isName)
        .stream()
        .map(name -> new DetectedId(name, "%s in %s".formatted(key, part)));
  }

  /** The string itself where it is written as JSON, as ai-toolkit does. */
  private static String plain(String text) {
    if (text.length() > LONGEST_JSON) {
      return text;
    }
    try {
      JsonElement json = JsonParser.parseString(text);
      boolean string = json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
      return json.isJsonNull() ? "" : string ? json.getAsString() : text;
    } catch (JsonParseException e) {
      return text;
    }
  }

  private static boolean isName(String text) {
    return text.chars().anyMatch(Character::isLetterOrDigit);
  }
}
