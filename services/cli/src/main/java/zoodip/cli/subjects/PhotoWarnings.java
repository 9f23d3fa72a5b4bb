package zoodip.cli.subjects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;

/** What people should know of the photos that they chose. */
final class PhotoWarnings {
  private PhotoWarnings() {}

  static List<String> of(PhotoFolder folder, DuplicatePhotos same) {
    List<String> warnings = new ArrayList<>();
    folder
        .skipped()
        .forEach(
            one -> warnings.add("skipped %s, %s".formatted(one.file().getFileName(), one.why())));
    int repeated = 0;
    for (Path photo : folder.photos()) {
      Optional<Path> first = same.first(photo);
      if (first.isPresent() && ++repeated <= NameList.NAMED) {
        warnings.add(
            "%s is the same photo as %s: it counts once"
                .formatted(photo.getFileName(), first.get().getFileName()));
      } else if (first.isEmpty() && Photos.isTransparent(read(photo))) {
        warnings.add(
            "%s can be transparent: where it is, it becomes white".formatted(photo.getFileName()));
      }
    }
    if (repeated > NameList.NAMED) {
      warnings.add("%d more repeat others: they count once".formatted(repeated - NameList.NAMED));
    }
    return warnings;
  }

  private static byte[] read(Path photo) {
    try (InputStream content = Files.newInputStream(photo)) {
      // of one that is larger, which no server takes, nothing is to be said
      return content.readNBytes((int) PhotoLimits.DEFAULT.maxBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + photo, e);
    }
  }
}
