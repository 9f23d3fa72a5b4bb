package zoodip.safetensors.embeddings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;

/**
 * An embedding as one file has it; where programs write a file for each text encoder, a part of
 * one.
 *
 * @param encoder the only text encoder that it is for, from 0, if its tensor is named so
 * @param placeholder the tensor's name, if it is one that somebody chose
 * @param metadata the file's free-form strings
 */
public record EmbeddingFile(
    Embedding embedding,
    Optional<Integer> encoder,
    Optional<String> placeholder,
    Map<String, String> metadata) {

  /**
   * Reads a safetensors file in any of the forms that {@link Embedding#read} takes.
   *
   * @param name what errors call the file
   * @throws SafetensorsException if it is malformed, has other tensors, or a number in it is not
   *     finite
   */
  public static EmbeddingFile read(Path name, byte[] content) {
    EmbeddingReader.requireNoPickle(name, content);
    EmbeddingReader.requireNoImage(name, content);
    try (SafetensorsFile file = SafetensorsFile.of(name, content)) {
      EncoderTensors tensors = EncoderTensors.of(file);
      return new EmbeddingFile(
          EmbeddingReader.read(file, tensors),
          tensors.encoder(),
          tensors.placeholder(),
          file.metadata());
    }
  }
}
