package zoodip.cli.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.client.PhotoFile;

/** What lies in a folder of photos as if it was meant to be used, and is not; a line a kind. */
final class SkippedFiles {
  private final Path folder;
  private final PhotoFolder found;
  private final List<String> warnings = new ArrayList<>();

  private SkippedFiles(Path folder, PhotoFolder found) {
    this.folder = folder;
    this.found = found;
  }

  /**
   * The warnings.
   *
   * @param listed the file of captions that was named: it is used wherever it lies
   */
  static List<String> warnings(Path folder, PhotoFolder found, Optional<Path> listed) {
    SkippedFiles all = new SkippedFiles(folder, found);
    List<Path> entries = list(folder).stream().filter(SkippedFiles::isMeant).toList();
    List<Path> folders = entries.stream().filter(Files::isDirectory).toList();
    all.photosIn(folders.stream().filter(each -> !isNamedAsFile(each)).toList());
    all.foldersNamedAsFiles(folders.stream().filter(SkippedFiles::isNamedAsFile).toList());
    all.captionsWithoutPhoto(
        entries.stream().filter(file -> Files.isRegularFile(file) && !isOneOf(file, listed)));
    return all.warnings;
  }

  private void photosIn(List<Path> folders) {
    List<String> names = new ArrayList<>();
    long photos = 0;
    for (Path inner : folders) {
      // one that cannot be read is none that this command was meant to read
      long count =
          Files.isReadable(inner) ? list(inner).stream().filter(SkippedFiles::isPhoto).count() : 0;
      if (count > 0) {
        names.add(name(inner));
        photos += count;
      }
    }
    if (photos > 0) {
      warnings.add(
          "skipped %d photo%s in inner folders, only those in %s itself are taken: %s"
              .formatted(photos, photos == 1 ? "" : "s", folder, NameList.of(names)));
    }
  }

  private void foldersNamedAsFiles(List<Path> folders) {
    if (!folders.isEmpty()) {
      warnings.add(
          "skipped what is named as a photo or a caption and is a folder: "
              + NameList.of(names(folders)));
    }
  }

  private void captionsWithoutPhoto(Stream<Path> files) {
    List<Path> photos =
        Stream.concat(
                found.photos().stream(), found.skipped().stream().map(PhotoFolder.Skipped::file))
            .toList();
    List<Path> orphans =
        files
            .filter(file -> CaptionFiles.isOne(file) && !CaptionFiles.belongs(file, photos))
            .toList();
    if (!orphans.isEmpty()) {
      warnings.add("skipped captions without a photo of that name: " + NameList.of(names(orphans)));
    }
  }

  private static boolean isMeant(Path file) {
    return !PhotoFolder.isCompanion(file);
  }

  private static boolean isNamedAsFile(Path folder) {
    return name(folder).contains(".")
        && (PhotoFolder.isNamedAsPhoto(folder) || CaptionFiles.isNamedAsOne(folder));
  }

  private static boolean isPhoto(Path file) {
    return Files.isRegularFile(file)
        && PhotoFolder.isNamedAsPhoto(file)
        && !PhotoFolder.isCompanion(file);
  }

  private static boolean isOneOf(Path file, Optional<Path> listed) {
    return listed
        .filter(
            other -> other.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize()))
        .isPresent();
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(SkippedFiles::name).toList();
  }

  private static String name(Path file) {
    return new PhotoFile(file, "").name();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
