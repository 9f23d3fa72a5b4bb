package zoodip.cli.concepts;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.client.SubjectUpload;

/** How the files of an embedding call it. */
final class ConceptIdFinding {
  private static final String EXPORTED = "zoodip.placeholder";

  /** As ai-toolkit, and the model specification and kohya's scripts, write them. */
  private static final List<String> KEYS =
      List.of("placeholder", "name", "modelspec.title", "ss_output_name");

  private ConceptIdFinding() {}

  /** An id made of the name that is nearest to how prompts named it. */
  static Finding of(List<EmbeddingPart> parts) {
    Finding finding =
        chosen(parts)
            .or(() -> titles(parts).findFirst())
            .orElseGet(() -> title(parts, parts.get(0).stem(), "the file's name"));
    return new Finding(SubjectUpload.id(finding.value()), finding.where());
  }

  private static Optional<Finding> chosen(List<EmbeddingPart> parts) {
    return Stream.concat(
            parts.stream().flatMap(part -> metadata(part, EXPORTED)),
            parts.stream().flatMap(ConceptIdFinding::tensor))
        .findFirst();
  }

  private static Stream<Finding> titles(List<EmbeddingPart> parts) {
    return KEYS.stream()
        .flatMap(key -> parts.stream().flatMap(part -> metadata(part, key)))
        .map(finding -> title(parts, finding.value(), finding.where()));
  }

  /** Of files for one text encoder each, titles often tell which. */
  private static Finding title(List<EmbeddingPart> parts, String name, String where) {
    return new Finding(parts.size() > 1 ? EncoderSuffix.without(name) : name, where);
  }

  private static Stream<Finding> tensor(EmbeddingPart part) {
    return part.file().placeholder().filter(ConceptIdFinding::isName).stream()
        .map(name -> new Finding(name, "the tensor's name in %s".formatted(part)));
  }

  private static Stream<Finding> metadata(EmbeddingPart part, String key) {
    return Optional.ofNullable(part.file().metadata().get(key))
        .map(ConceptIdFinding::plain)
        .filter(ConceptIdFinding::isName)
        .stream()
        .map(name -> new Finding(name, "%s in %s".formatted(key, part)));
  }

  /** The string itself where it is written as JSON, as ai-toolkit does. */
  private static String plain(String text) {
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
