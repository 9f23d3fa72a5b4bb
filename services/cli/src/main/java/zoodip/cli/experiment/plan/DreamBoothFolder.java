package zoodip.cli.experiment.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.TextFile;
import zoodip.cli.subjects.PhotoFolder;
import zoodip.toybox.PhotoSet;

/**
 * The DreamBooth benchmark's data: a folder of photos for each subject, and a file that has their
 * class words (Ruiz et al., CVPR 2023; github.com/google/dreambooth).
 */
final class DreamBoothFolder {
  private static final String LIST = "prompts_and_classes.txt";
  private static final Pattern FOLDER = Pattern.compile("[^/\\\\:\\p{Cntrl}]+");
  private static final String HEADING = "subject_name,class";

  /** The file does not say it; the benchmark's live subjects are its cats and dogs. */
  private static final Set<String> LIVING = Set.of("cat", "dog");

  private DreamBoothFolder() {}

  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(LIST));
  }

  /**
   * The subjects that the list names, in its order.
   *
   * @throws UsageException if one has no folder, or the list has no subjects
   */
  static List<PhotoSet> read(Path folder) {
    Path list = folder.resolve(LIST);
    List<PhotoSet> subjects = new ArrayList<>();
    for (String line : subjectLines(list)) {
      String[] parts = line.split(",", 2);
      Path photos = folder.resolve(requireName(list, parts[0].strip()));
      if (!Files.isDirectory(photos)) {
        throw new UsageException(
            "%s names %s, but there is no such folder".formatted(list, photos));
      }
      subjects.add(subject(photos, parts[1].strip()));
    }
    if (subjects.isEmpty()) {
      throw new UsageException(
          "%s names no subjects: lines of folder,class stand below %s".formatted(list, HEADING));
    }
    return subjects;
  }

  /**
   * A list that somebody else made must not choose folders elsewhere, whose photos are uploaded.
   */
  private static String requireName(Path list, String folder) {
    if (folder.isEmpty() || folder.startsWith(".") || !FOLDER.matcher(folder).matches()) {
      throw new UsageException(
          "%s names the folder '%s'; each is a folder beside it, named without / and the like"
              .formatted(list, folder));
    }
    return folder;
  }

  /** Between the heading and the first empty line. */
  private static List<String> subjectLines(Path list) {
    return TextFile.read(list)
        .lines()
        .map(String::strip)
        .dropWhile(line -> !line.equals(HEADING))
        .skip(1)
        .takeWhile(line -> line.contains(","))
        .toList();
  }

  private static PhotoSet subject(Path folder, String classWord) {
    return new PhotoSet(
        String.valueOf(folder.getFileName()),
        classWord,
        LIVING.contains(classWord),
        PhotoFolder.in(folder).photos().stream()
            .map(photo -> new PhotoSet.CaptionedPhoto(photo, ""))
            .toList());
  }
}
