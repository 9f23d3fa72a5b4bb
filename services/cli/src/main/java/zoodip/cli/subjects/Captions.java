package zoodip.cli.subjects;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.JsonFile;
import zoodip.cli.files.TextFile;
import zoodip.client.PhotoFile;

/** Captions of photos, by the names of their files. */
final class Captions {
  private Captions() {}

  /** Reads a file of captions: a JSON object, or lines of file name, tab, caption. */
  static Map<String, String> read(Path file) {
    String text = TextFile.read(file).strip();
    return text.startsWith("{") ? of(file, JsonFile.read(file)) : ofLines(file, text);
  }

  /** The captions of a JSON object. */
  static Map<String, String> of(Path file, Struct json) {
    Map<String, String> captions = new TreeMap<>();
    json.getFieldsMap()
        .forEach(
            (name, caption) -> {
              if (caption.getKindCase() != Value.KindCase.STRING_VALUE) {
                throw new UsageException(
                    "The caption of %s in %s is no text".formatted(name, file));
              }
              captions.put(PhotoFile.composed(name), caption.getStringValue());
            });
    return captions;
  }

  /** Checks that every caption is that of a photo, or of an image that is left out. */
  static void requirePhotos(Map<String, String> captions, PhotoFolder folder) {
    TreeSet<String> files = new TreeSet<>();
    folder.photos().forEach(photo -> files.add(name(photo)));
    Set<String> skipped =
        folder.skipped().stream().map(one -> name(one.file())).collect(Collectors.toSet());
    captions.keySet().stream()
        .filter(name -> !files.contains(name) && !skipped.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new UsageException(
                  "There is a caption for %s, but no photo of that name; the photos are %s"
                      .formatted(name, String.join(", ", files)));
            });
  }

  private static String name(Path photo) {
    return new PhotoFile(photo, "").name();
  }

  private static Map<String, String> ofLines(Path file, String text) {
    Map<String, String> captions = new TreeMap<>();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      String[] parts = line.split("\t", 2);
      if (parts.length < 2) {
        throw new UsageException(
            "A line of %s has no tab between file name and caption: '%s'".formatted(file, line));
      }
      captions.put(PhotoFile.composed(parts[0].strip()), parts[1].strip());
    }
    return captions;
  }
}
