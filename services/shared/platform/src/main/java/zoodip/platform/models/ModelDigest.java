package zoodip.platform.models;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import zoodip.platform.digest.Sha256;
import zoodip.v1.Model;
import zoodip.v1.ModelFile;

/** Names a model by its contents: SHA-256 over the sorted paths and digests of its files. */
final class ModelDigest {
  private ModelDigest() {}

  /** The description with the folder's files, their common digest and the time. */
  static Model complete(Model description, Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<ModelFile> files =
          paths
              .filter(Files::isRegularFile)
              .map(path -> file(folder, path))
              .sorted(java.util.Comparator.comparing(ModelFile::getPath))
              .toList();
      return description.toBuilder()
          .clearFiles()
          .addAllFiles(files)
          .setDigest(of(files))
          .setCreateTime(Timestamps.now())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the model in " + folder, e);
    }
  }

  private static ModelFile file(Path folder, Path path) {
    try {
      return ModelFile.newBuilder()
          .setPath(folder.relativize(path).toString().replace('\\', '/'))
          .setSizeBytes(Files.size(path))
          .setSha256(Sha256.of(path))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** The digest of files in the order of their paths, as descriptions have them. */
  static String of(List<ModelFile> files) {
    Sha256 digest = new Sha256();
    for (ModelFile file : files) {
      digest.add(file.getPath() + "\n" + file.getSha256() + "\n");
    }
    return digest.hex();
  }
}
