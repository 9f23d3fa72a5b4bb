package zoodip.client;

import java.nio.file.Path;

/**
 * A photo to upload.
 *
 * @param file where it lies
 * @param caption with {} where the placeholder goes; empty for none
 */
public record PhotoFile(Path file, String caption) {
  /** The file's name, without folders. */
  public String name() {
    return String.valueOf(file.getFileName());
  }
}
