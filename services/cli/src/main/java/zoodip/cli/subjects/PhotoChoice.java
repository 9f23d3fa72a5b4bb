package zoodip.cli.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import zoodip.cli.UsageException;
import zoodip.client.PhotoFile;

/**
 * The photos that a subject is made of, with what folder and options say of them.
 *
 * @param name of the folder that they lie in
 */
record PhotoChoice(String name, String classWord, boolean living, List<PhotoFile> photos) {
  private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp");

  /**
   * Settles what the command was given.
   *
   * @throws UsageException if there is no photo or no class word, or a caption fits none
   */
  static PhotoChoice of(List<Path> paths, DescriptionOptions options) {
    boolean folder = paths.size() == 1 && Files.isDirectory(paths.get(0));
    List<Path> files = folder ? photosIn(paths.get(0)) : named(paths);
    SubjectFile described = folder ? SubjectFile.in(paths.get(0)) : SubjectFile.NONE;
    Map<String, String> captions =
        options.captions().map(Captions::read).orElse(described.captions());
    Captions.requirePhotos(captions, files);
    Path home = folder ? paths.get(0) : files.get(0).toAbsolutePath().getParent();
    return new PhotoChoice(
        String.valueOf(home.toAbsolutePath().normalize().getFileName()),
        options.classWord().or(described::classWord).orElseThrow(PhotoChoice::noClassWord),
        options.living().orElse(described.living()),
        files.stream().map(file -> photo(file, captions, options)).toList());
  }

  private static PhotoFile photo(
      Path file, Map<String, String> captions, DescriptionOptions options) {
    String name = String.valueOf(file.getFileName());
    String caption = captions.getOrDefault(name, options.caption().orElse(""));
    return new PhotoFile(file, Captions.require(name, caption));
  }

  private static UsageException noClassWord() {
    return new UsageException(
        "What is in the photos? Say it with --class, in a word that the model knows: --class dog");
  }

  private static List<Path> named(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new UsageException(
            Files.isDirectory(path)
                ? path + " is a folder; name one folder, or files"
                : "There is no photo " + path);
      }
      files.add(path);
    }
    return files;
  }

  private static List<Path> photosIn(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> photos = all.filter(PhotoChoice::isPhoto).sorted().toList();
      if (photos.isEmpty()) {
        throw new UsageException(
            folder + " has no photo; put some there as .jpg, .jpeg, .png or .webp");
      }
      return photos;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static boolean isPhoto(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path) && SUFFIXES.contains(name.replaceFirst(".*\\.", ""));
  }
}
