package zoodip.toybox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Photos of one thing in a folder, with what its subject.json says of them.
 *
 * @param name the folder's name
 * @param classWord what the thing is: "mug"
 * @param living whether it is alive
 * @param photos at least one, by file name
 */
public record PhotoSet(String name, String classWord, boolean living, List<CaptionedPhoto> photos) {
  private static final String DESCRIPTION = "subject.json";
  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxDocumentLength(1 << 20)
                      .maxNestingDepth(100)
                      .build())
              .build());
  private static final String FORM =
      "{\"class\": \"mug\", \"living\": false, \"captions\": {\"00.jpg\": \"a photo of a {} in the"
          + " snow\"}}";
  private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp");

  /**
   * One photo.
   *
   * @param file where it lies
   * @param caption with {} where the placeholder goes; empty if subject.json has none
   */
  public record CaptionedPhoto(Path file, String caption) {}

  public PhotoSet {
    photos = List.copyOf(photos);
  }

  /**
   * Reads a folder of photos and its subject.json, {"class": word, "living": boolean, "captions":
   * {file: caption}}. The photos themselves are not decoded.
   *
   * @throws BadSubjectException if the folder, subject.json or a photo is missing or malformed
   */
  public static PhotoSet read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadSubjectException(
          "there is no folder %s; name one with photos and a %s"
              .formatted(folder.toAbsolutePath(), DESCRIPTION));
    }
    JsonNode description = description(folder.resolve(DESCRIPTION));
    TreeMap<String, Path> files = photoFiles(folder);
    for (String named : (Iterable<String>) () -> captions(description).fieldNames()) {
      if (!files.containsKey(named)) {
        throw new BadSubjectException(
            "%s of %s has a caption for %s, but the folder has no photo of that name; it has %s"
                .formatted(DESCRIPTION, folder, named, files.keySet()));
      }
    }
    List<CaptionedPhoto> photos =
        files.entrySet().stream()
            .map(file -> new CaptionedPhoto(file.getValue(), caption(description, file.getKey())))
            .toList();
    return new PhotoSet(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        classWord(description),
        living(description),
        photos);
  }

  private static JsonNode description(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new BadSubjectException(
          "%s is no JSON (%s); it should look like %s"
              .formatted(file, e.getOriginalMessage(), FORM),
          e);
    } catch (IOException e) {
      throw new BadSubjectException(
          "cannot read %s; put a file there that looks like %s".formatted(file, FORM), e);
    }
  }

  private static TreeMap<String, Path> photoFiles(Path folder) {
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths
          .filter(path -> Files.isRegularFile(path) && isPhoto(path))
          .forEach(path -> files.put(String.valueOf(path.getFileName()), path));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
    if (files.isEmpty()) {
      throw new BadSubjectException(
          "%s has no photo; put some there as .jpg, .jpeg, .png or .webp".formatted(folder));
    }
    return files;
  }

  private static boolean isPhoto(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String classWord(JsonNode description) {
    JsonNode word = description.path("class");
    if (!word.isTextual() || word.asText().isBlank()) {
      throw new BadSubjectException(
          "%s has no \"class\", the word for the thing in the photos; it should look like %s"
              .formatted(DESCRIPTION, FORM));
    }
    return word.asText().strip();
  }

  private static boolean living(JsonNode description) {
    JsonNode living = description.path("living");
    if (!living.isBoolean() && !living.isMissingNode()) {
      throw new BadSubjectException(
          "\"living\" in %s is neither true nor false: %s".formatted(DESCRIPTION, living));
    }
    return living.asBoolean();
  }

  private static JsonNode captions(JsonNode description) {
    JsonNode captions = description.path("captions");
    if (!captions.isObject() && !captions.isMissingNode()) {
      throw new BadSubjectException(
          "\"captions\" in %s is no object of file names and captions; it should look like %s"
              .formatted(DESCRIPTION, FORM));
    }
    return captions;
  }

  private static String caption(JsonNode description, String file) {
    JsonNode caption = captions(description).path(file);
    if (caption.isMissingNode()) {
      return "";
    }
    if (!caption.isTextual() || caption.asText().split("\\{\\}", -1).length != 2) {
      throw new BadSubjectException(
          "the caption of %s does not have exactly one {} where the placeholder goes: %s"
              .formatted(file, caption));
    }
    return caption.asText();
  }
}
