package zoodip.cli.concepts;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.cli.UsageException;
import zoodip.safetensors.embeddings.EmbeddingFile;

/** A file with an embedding, or with the part of one that is for one text encoder. */
record EmbeddingPart(Path path, ByteString content, EmbeddingFile file) {
  private static final long MAX_BYTES = 16 << 20;

  /**
   * Reads a file.
   *
   * @throws UsageException if it is not there, or too large
   * @throws zoodip.safetensors.SafetensorsException if it is no embedding
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
      return new EmbeddingPart(
          path, ByteString.copyFrom(content), EmbeddingFile.read(path, content));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
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
