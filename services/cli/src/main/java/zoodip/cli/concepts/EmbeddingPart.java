package zoodip.cli.concepts;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.cli.errors.UsageException;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.embeddings.EmbeddingFile;
import zoodip.safetensors.embeddings.EmbeddingMagnitude;

/** A file with an embedding, or with the part of one that is for one text encoder. */
record EmbeddingPart(Path path, ByteString content, EmbeddingFile file) {
  private static final long MAX_BYTES = 16 << 20;

  /**
   * Reads a file.
   *
   * @throws UsageException if it is not there, or too large
   * @throws SafetensorsException if it is no embedding, or one that no image can be generated with
   */
  static EmbeddingPart read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UsageException("There is no file " + path);
    }
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new UsageException(
            "%s has more than 16 MiB: an embedding is much smaller; is it a whole model?"
                .formatted(path));
      }
      byte[] content = Files.readAllBytes(path);
      EmbeddingFile file = EmbeddingFile.read(path, content);
      requireMagnitude(path, file);
      return new EmbeddingPart(path, ByteString.copyFrom(content), file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private static void requireMagnitude(Path path, EmbeddingFile file) {
    EmbeddingMagnitude.problem(file.embedding())
        .ifPresent(
            problem -> {
              throw new SafetensorsException(path, problem);
            });
  }

  /** One a text encoder that it is for. */
  List<Integer> widths() {
    return file.embedding().widths();
  }

  /** The file's name without its end. */
  String stem() {
    return String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
