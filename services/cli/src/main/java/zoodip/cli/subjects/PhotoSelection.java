package zoodip.cli.subjects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.cli.errors.UsageException;
import zoodip.client.PhotoFile;

/**
 * The photos that a subject is made of, with what folder and options say of them.
 *
 * @param name of the folder that they lie in
 * @param distinct the photos without those that repeat another
 * @param warnings what people should know of them, a line each
 */
record PhotoSelection(
    String name,
    String classWord,
    boolean living,
    List<PhotoFile> photos,
    List<PhotoFile> distinct,
    List<String> warnings) {

  /**
   * Settles what the command was given.
   *
   * @throws UsageException if there is no photo or no class word, or a caption fits none
   */
  static PhotoSelection of(List<Path> paths, DescriptionOptions options) {
    boolean folder = paths.size() == 1 && Files.isDirectory(paths.get(0));
    PhotoFolder found = folder ? PhotoFolder.in(paths.get(0)) : PhotoFolder.of(requireFiles(paths));
    SubjectFile described = folder ? SubjectFile.in(paths.get(0)) : SubjectFile.NONE;
    Map<String, String> listed =
        options.captions().map(Captions::read).orElse(described.captions());
    Captions.requirePhotos(listed, found);
    Map<String, Caption> captions = new TreeMap<>(CaptionFiles.beside(found.photos()));
    String source = options.captions().orElse(paths.get(0).resolve("subject.json")).toString();
    listed.forEach((photo, text) -> captions.put(photo, new Caption(text, source)));
    Path home = folder ? paths.get(0) : found.photos().get(0).toAbsolutePath().getParent();
    DuplicatePhotos same = DuplicatePhotos.among(found.photos());
    Map<Path, PhotoFile> photos = new LinkedHashMap<>();
    found.photos().forEach(file -> photos.put(file, photo(file, captions, options)));
    List<String> warnings = new ArrayList<>(PhotoWarnings.of(found, same));
    if (folder) {
      warnings.addAll(SkippedFiles.warnings(home, found, options.captions()));
    }
    warnings.addAll(CaptionFiles.warnings(found.photos(), listed.keySet()));
    return new PhotoSelection(
        String.valueOf(home.toAbsolutePath().normalize().getFileName()),
        options.classWord().or(described::classWord).orElseThrow(PhotoSelection::noClassWord),
        options.living().orElse(described.living()),
        found.photos().stream().map(photos::get).toList(),
        found.photos().stream()
            .filter(file -> same.first(file).isEmpty())
            .map(photos::get)
            .toList(),
        warnings);
  }

  private static PhotoFile photo(
      Path file, Map<String, Caption> captions, DescriptionOptions options) {
    String name = new PhotoFile(file, "").name();
    Caption caption = captions.getOrDefault(name, Caption.of(options.caption()));
    return new PhotoFile(file, caption.require(name));
  }

  private static UsageException noClassWord() {
    return new UsageException(
        "What is in the photos? Say it with --class, in a word that the model knows: --class dog");
  }

  private static List<Path> requireFiles(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new UsageException(
            Files.isDirectory(path)
                ? path + " is a folder; name one folder, or files"
                : "There is no photo " + path);
      }
    }
    return paths;
  }
}
