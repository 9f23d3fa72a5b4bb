package zoodip.cli.subjects;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import zoodip.cli.JsonFile;
import zoodip.cli.UsageException;

/** Captions of photos, by the names of their files. */
final class Captions {
  private Captions() {}

  /** Reads a file of captions: a JSON object, or lines of file name, tab, caption. */
  static Map<String, String> read(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.startsWith("{") ? of(file, JsonFile.read(file)) : ofLines(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
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
              captions.put(name, caption.getStringValue());
            });
    return captions;
  }

  /** Checks that every caption is that of a photo. */
  static void requirePhotos(Map<String, String> captions, List<Path> photos) {
    TreeSet<String> files = new TreeSet<>();
    photos.forEach(photo -> files.add(String.valueOf(photo.getFileName())));
    captions.keySet().stream()
        .filter(name -> !files.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new UsageException(
                  "There is a caption for %s, but no photo of that name; the photos are %s"
                      .formatted(name, String.join(", ", files)));
            });
  }

  /** The caption, if it can be one. */
  static String require(String photo, String caption) {
    if (!caption.isEmpty() && !caption.matches("(?s)[^{}]*\\{}[^{}]*")) {
      throw new UsageException(
          "The caption of %s needs exactly one {}, where the learned word goes: '%s'"
              .formatted(photo, caption));
    }
    return caption;
  }

  private static Map<String, String> ofLines(Path file, String text) {
    Map<String, String> captions = new TreeMap<>();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      String[] parts = line.split("\t", 2);
      if (parts.length < 2) {
        throw new UsageException(
            "A line of %s has no tab between file name and caption: '%s'".formatted(file, line));
      }
      captions.put(parts[0].strip(), parts[1].strip());
    }
    return captions;
  }
}
