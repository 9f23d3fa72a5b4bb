package zoodip.platform.models;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
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

  static String sha256(Path file) {
    MessageDigest digest = sha256();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ModelFile file(Path folder, Path path) {
    try {
      return ModelFile.newBuilder()
          .setPath(folder.relativize(path).toString().replace('\\', '/'))
          .setSizeBytes(Files.size(path))
          .setSha256(sha256(path))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private static String of(List<ModelFile> files) {
    MessageDigest digest = sha256();
    for (ModelFile file : files) {
      digest.update(
          (file.getPath() + "\n" + file.getSha256() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
