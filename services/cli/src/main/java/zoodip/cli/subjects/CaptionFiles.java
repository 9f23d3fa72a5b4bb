package zoodip.cli.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
   * The captions, by the photos' names; an empty file is none.
   *
   * @throws UsageException if one has several lines, or is in no encoding that can be read
   */
  static Map<String, String> beside(List<Path> photos) {
    Map<Path, List<Path>> folders = new HashMap<>();
    Map<String, String> captions = new TreeMap<>();
    for (Path photo : photos) {
      Path folder = photo.toAbsolutePath().getParent();
      beside(photo, folders.computeIfAbsent(folder, CaptionFiles::filesOf))
          .map(CaptionFiles::read)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> captions.put(name(photo), text));
    }
    return captions;
  }

  /** By composed names and endings in any case: systems and cameras differ in both. */
  private static Optional<Path> beside(Path photo, List<Path> neighbours) {
    String file = name(photo);
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return Stream.of(stem + ".txt", stem + ".caption", file + ".txt")
        .flatMap(
            wanted ->
                neighbours.stream().filter(each -> withSmallEnding(name(each)).equals(wanted)))
        .findFirst();
  }

  private static String withSmallEnding(String name) {
    int dot = name.lastIndexOf('.') + 1;
    return name.substring(0, dot) + name.substring(dot).toLowerCase(Locale.ROOT);
  }

  private static List<Path> filesOf(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
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
