package zoodip.cli.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.pictures.Photos;
import zoodip.platform.digest.Sha256;

/** What people should know of the photos that they chose. */
final class PhotoRemarks {
  private PhotoRemarks() {}

  static List<String> of(PhotoFolder folder) {
    List<String> remarks = new ArrayList<>();
    folder
        .skipped()
        .forEach(
            one -> remarks.add("skipped %s, %s".formatted(one.file().getFileName(), one.why())));
    Map<String, Path> seen = new HashMap<>();
    for (Path photo : folder.photos()) {
      byte[] bytes = read(photo);
      Path first = seen.putIfAbsent(Sha256.of(bytes), photo);
      if (first != null) {
        remarks.add(
            "%s is the same photo as %s: it counts once"
                .formatted(photo.getFileName(), first.getFileName()));
      } else if (Photos.isTransparent(bytes)) {
        remarks.add(
            "%s can be transparent: where it is, it becomes white".formatted(photo.getFileName()));
      }
    }
    return remarks;
  }

  private static byte[] read(Path photo) {
    try {
      return Files.readAllBytes(photo);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + photo, e);
    }
  }
}
