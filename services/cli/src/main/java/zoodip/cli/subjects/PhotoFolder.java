package zoodip.cli.subjects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.images.photos.FileKind;

/**
 * The photos of a folder, told by what the files are and not by their names alone. Hidden files and
 * what systems put beside photos are passed over; images that cannot be photos are named.
 *
 * @param photos in the order of their names
 * @param skipped images that are left out
 */
public record PhotoFolder(List<Path> photos, List<Skipped> skipped) {
  /** Endings of JPEG, PNG and WebP files. */
  private static final Set<String> PHOTOS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "pjp", "png", "apng", "webp");

  /** Endings of other images: people expect them to be used, whatever the files hold. */
  private static final Set<String> IMAGES =
      Set.of(
          "heic", "heif", "hif", "avif", "gif", "tif", "tiff", "bmp", "jxl", "jp2", "psd", "raw",
          "dng", "cr2", "cr3", "nef", "arw", "orf", "raf", "rw2");

  /** What file managers leave behind without a dot. */
  private static final Set<String> COMPANIONS =
      Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r");

  private static final int MOST_NAMED = 5;

  /**
   * An image that is left out.
   *
   * @param why "a HEIC file: ..."
   */
  public record Skipped(Path file, String why) {}

  /**
   * Looks at a folder.
   *
   * @throws UsageException if there is no photo in it
   */
  public static PhotoFolder in(Path folder) {
    List<Path> photos = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Path file : filesOf(folder)) {
      if (!Files.exists(file)) {
        skipped.add(new Skipped(file, "a symbolic link to a file that is not there"));
        continue;
      }
      FileKind kind = kind(file);
      boolean named = PHOTOS.contains(suffix(file));
      if (named && (kind.photo().isPresent() || !kind.isKnown())) {
        // what is damaged is sent, too: the server says how
        photos.add(file);
      } else if (kind.photo().isPresent()) {
        skipped.add(new Skipped(file, kind.name() + " by another name: rename it to use it"));
      } else if (named || isImage(kind) || kind.isKnown() && IMAGES.contains(suffix(file))) {
        skipped.add(new Skipped(file, kind.name() + ": " + kind.remedy()));
      } else if (IMAGES.contains(suffix(file))) {
        skipped.add(new Skipped(file, "no picture by its content: look whether it is whole"));
      }
    }
    if (photos.isEmpty()) {
      throw none(folder, skipped);
    }
    return new PhotoFolder(photos, skipped);
  }

  /**
   * Files that were named one by one.
   *
   * @throws UsageException if one is no photo
   */
  static PhotoFolder of(List<Path> files) {
    for (Path file : files) {
      FileKind kind = kind(file);
      if (kind.photo().isEmpty() && kind.isKnown()) {
        throw new UsageException(
            "%s is %s and no photo: %s".formatted(file, kind.name(), kind.remedy()));
      }
    }
    return new PhotoFolder(files, List.of());
  }

  private static UsageException none(Path folder, List<Skipped> skipped) {
    StringBuilder message =
        new StringBuilder(folder + " has no photo; put some there as .jpg, .jpeg, .png or .webp");
    if (skipped.isEmpty()) {
      foldersIn(folder)
          .ifPresent(names -> message.append("; photos in its folders are not taken: " + names));
    }
    skipped.forEach(
        one -> message.append("%n  %s is %s".formatted(one.file().getFileName(), one.why())));
    return new UsageException(message.toString());
  }

  /** Photos are often in folders within the one that was named. */
  private static Optional<String> foldersIn(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<String> names =
          all.filter(file -> Files.isDirectory(file) && !isCompanion(file))
              .map(file -> String.valueOf(file.getFileName()))
              .sorted()
              .limit(MOST_NAMED)
              .toList();
      return Optional.of(String.join(", ", names)).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static List<Path> filesOf(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isPhotoOrLink(file) && !isCompanion(file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static boolean isPhotoOrLink(Path file) {
    boolean image = PHOTOS.contains(suffix(file)) || IMAGES.contains(suffix(file));
    return Files.isRegularFile(file) || image && !Files.exists(file);
  }

  static boolean isCompanion(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.startsWith(".") || COMPANIONS.contains(name);
  }

  /** Whether its name ends as a photo's does. */
  static boolean isNamedAsPhoto(Path file) {
    return PHOTOS.contains(suffix(file));
  }

  /** Whether people would expect it to be used. */
  private static boolean isImage(FileKind kind) {
    boolean other = Stream.of("archive", "page", "pointer").anyMatch(kind.name()::endsWith);
    return kind.isKnown() && !other;
  }

  private static FileKind kind(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return FileKind.of(content.readNBytes(FileKind.START_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static String suffix(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
