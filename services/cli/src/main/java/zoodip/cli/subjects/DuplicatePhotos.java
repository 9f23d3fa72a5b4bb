package zoodip.cli.subjects;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.platform.digest.Sha256;

/**
 * Files that hold the same bytes: the server knows photos by these, and so takes each once.
 *
 * @param firsts the first file with these bytes, by each that repeats it, in their order
 */
record DuplicatePhotos(Map<Path, Path> firsts) {
  static DuplicatePhotos among(List<Path> photos) {
    Map<String, Path> seen = new HashMap<>();
    Map<Path, Path> firsts = new LinkedHashMap<>();
    for (Path photo : photos) {
      Path first = seen.putIfAbsent(Sha256.of(photo), photo);
      if (first != null) {
        firsts.put(photo, first);
      }
    }
    return new DuplicatePhotos(firsts);
  }

  Optional<Path> first(Path photo) {
    return Optional.ofNullable(firsts.get(photo));
  }
}
