package zoodip.cli.subjects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.TextFile;
import zoodip.client.PhotoFile;

/** Captions that lie beside photos, each in a file of its own: 00.txt or 00.caption for 00.jpg. */
final class CaptionFiles {
  private CaptionFiles() {}

  private static final int LONGEST = 1 << 20;
  private static final Set<String> ENDINGS = Set.of("txt", "caption");

  /**
   * The captions, by the photos' names; an empty file is none.
   *
   * @throws UsageException if one has several lines, or is in no encoding that can be read
   */
  static Map<String, Caption> beside(List<Path> photos) {
    Map<String, Caption> captions = new TreeMap<>();
    candidates(photos)
        .forEach(
            (photo, files) -> {
              String text = read(files.get(0));
              if (!text.isEmpty()) {
                captions.put(photo, new Caption(text, files.get(0).toString()));
              }
            });
    return captions;
  }

  /**
   * Says where a photo has several captions beside it that differ.
   *
   * @param settled names of photos that have theirs from elsewhere
   */
  static List<String> warnings(List<Path> photos, Set<String> settled) {
    List<String> rivals =
        candidates(photos).entrySet().stream()
            .filter(each -> !settled.contains(each.getKey()))
            .flatMap(each -> rival(each.getValue()).stream())
            .distinct()
            .toList();
    return rivals.isEmpty()
        ? List.of()
        : List.of("captions beside the same photo differ, taken is " + NameList.of(rivals));
  }

  /**
   * Whether it is a text that could be a caption: its name ends as one's, and something is in it.
   */
  static boolean isOne(Path file) {
    try {
      return isNamedAsOne(file) && Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Whether its name ends as a caption's does. */
  static boolean isNamedAsOne(Path file) {
    String name = withSmallEnding(name(file));
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Whether a caption is that of one of these photos by its name. */
  static boolean belongs(Path caption, List<Path> photos) {
    String name = withSmallEnding(name(caption));
    return photos.stream().anyMatch(photo -> names(photo).contains(name));
  }

  /** The files beside each photo that has some, the one that is taken first. */
  private static Map<String, List<Path>> candidates(List<Path> photos) {
    Map<Path, List<Path>> folders = new HashMap<>();
    Map<String, List<Path>> candidates = new TreeMap<>();
    for (Path photo : photos) {
      Path folder = photo.toAbsolutePath().getParent();
      List<Path> files = beside(photo, folders.computeIfAbsent(folder, CaptionFiles::filesOf));
      if (!files.isEmpty()) {
        candidates.put(name(photo), files);
      }
    }
    return candidates;
  }

  /** By composed names and endings in any case: systems and cameras differ in both. */
  private static List<Path> beside(Path photo, List<Path> neighbours) {
    return names(photo).stream()
        .flatMap(
            wanted ->
                neighbours.stream().filter(each -> withSmallEnding(name(each)).equals(wanted)))
        .toList();
  }

  /** Of the captions of a photo, the one that wins first. */
  private static List<String> names(Path photo) {
    String file = name(photo);
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return List.of(stem + ".txt", stem + ".caption", file + ".txt");
  }

  private static Optional<String> rival(List<Path> files) {
    Path taken = files.get(0);
    return files.stream()
        .skip(1)
        .filter(other -> !words(other).isEmpty() && !words(other).equals(words(taken)))
        .findFirst()
        .map(other -> "%s, not %s".formatted(name(taken), name(other)));
  }

  /** To compare, in whatever encoding they are; of what is no caption, its beginning. */
  private static String words(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(LONGEST), ISO_8859_1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
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
