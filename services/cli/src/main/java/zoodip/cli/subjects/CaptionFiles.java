package zoodip.cli.subjects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import zoodip.cli.TextFile;
import zoodip.cli.UsageException;
import zoodip.client.PhotoFile;

/** Captions that lie beside photos, each in a file of its own: 00.txt or 00.caption for 00.jpg. */
final class CaptionFiles {
  private CaptionFiles() {}

  /**
   * The captions, by the photos' names.
   *
   * @throws UsageException if one has several lines, or is in no encoding that can be read
   */
  static Map<String, String> beside(List<Path> photos) {
    Map<String, String> captions = new TreeMap<>();
    for (Path photo : photos) {
      beside(photo).map(CaptionFiles::read).ifPresent(text -> captions.put(name(photo), text));
    }
    return captions;
  }

  private static Optional<Path> beside(Path photo) {
    String file = String.valueOf(photo.getFileName());
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return Stream.of(stem + ".txt", stem + ".caption", file + ".txt")
        .map(photo::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static String read(Path file) {
    List<String> lines = TextFile.read(file).strip().lines().toList();
    if (lines.size() > 1) {
      throw new UsageException("%s has %d lines; a caption is one".formatted(file, lines.size()));
    }
    return String.join("", lines);
  }

  private static String name(Path photo) {
    return new PhotoFile(photo, "").name();
  }
}
