package zoodip.diffusion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigException;

/**
 * The identity of a model folder: SHA-256 over the path, length and content of each JSON, merges
 * and safetensors file, in the order of their paths.
 */
final class ModelDigest {
  private static final int BLOCK = 1 << 20;

  private ModelDigest() {}

  static String of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ConfigException(folder, "is no model folder");
    }
    MessageDigest digest = sha256();
    try {
      for (Path file : files(folder)) {
        add(digest, name(folder, file), file);
      }
    } catch (IOException e) {
      throw new ConfigException(folder, "cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ModelDigest::counts)
          .sorted(Comparator.comparing(file -> name(folder, file)))
          .toList();
    }
  }

  /** The same on every operating system. */
  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    return Stream.of(".json", ".safetensors", "merges.txt").anyMatch(name::endsWith);
  }

  private static void add(MessageDigest digest, String name, Path file) throws IOException {
    String header = name + '\n' + Files.size(file) + '\n';
    digest.update(header.getBytes(StandardCharsets.UTF_8));
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {
        digest.update(block.flip());
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
