package zoodip.cli.experiment.plan;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.toybox.BadSubjectException;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;

/** The photos of a plan's subjects as files; toys lie in a folder that closing removes. */
public final class PlanPhotos implements AutoCloseable {
  private static final String DESCRIPTION = "subject.json";

  private final Path unpacked;
  private final List<PhotoSet> sets;

  private PlanPhotos(List<SubjectSource> sources) throws IOException {
    unpacked = Files.createTempDirectory("zoodip-experiment-");
    try {
      sets = different(sources.stream().flatMap(this::read).toList());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Finds them.
   *
   * @throws UsageException if a folder is not as it has to be, or two subjects have one name
   */
  public static PlanPhotos of(List<SubjectSource> sources) {
    try {
      return new PlanPhotos(sources);
    } catch (BadSubjectException e) {
      throw new UsageException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack photos", e);
    }
  }

  /** One for each subject. */
  public List<PhotoSet> sets() {
    return sets;
  }

  private Stream<PhotoSet> read(SubjectSource source) {
    return source instanceof SubjectSource.Toy toy
        ? Stream.of(Toybox.subject(toy.name(), unpacked.resolve(toy.name())))
        : folders(((SubjectSource.PhotoFolders) source).folder()).stream();
  }

  /** Results are told apart by them. */
  private List<PhotoSet> different(List<PhotoSet> all) {
    Map<String, PhotoSet> byName = new LinkedHashMap<>();
    for (PhotoSet set : all) {
      PhotoSet earlier = byName.putIfAbsent(set.name(), set);
      if (earlier != null) {
        throw new UsageException(
            "two subjects are called %s, %s and %s: rename a folder, or leave one out"
                .formatted(set.name(), place(earlier), place(set)));
      }
    }
    return List.copyOf(all);
  }

  private String place(PhotoSet set) {
    Path folder = set.photos().get(0).file().getParent();
    return folder.startsWith(unpacked) ? "a toy" : "that in " + folder;
  }

  private static List<PhotoSet> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder);
    }
    if (DreamBoothFolder.is(folder)) {
      return DreamBoothFolder.read(folder);
    }
    if (isDescribed(folder)) {
      return List.of(PhotoSet.read(folder));
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<PhotoSet> sets =
          all.filter(PlanPhotos::isDescribed).sorted().map(PhotoSet::read).toList();
      if (sets.isEmpty()) {
        throw new UsageException(
            "%s has no folder of photos with a %s, nor DreamBooth's list of classes"
                .formatted(folder, DESCRIPTION));
      }
      return sets;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static boolean isDescribed(Path folder) {
    return Files.isRegularFile(folder.resolve(DESCRIPTION));
  }

  @Override
  public void close() throws UncheckedIOException {
    try {
      MoreFiles.deleteRecursively(unpacked, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + unpacked, e);
    }
  }
}
