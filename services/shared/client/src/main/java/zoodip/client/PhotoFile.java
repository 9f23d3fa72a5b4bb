package zoodip.client;

import java.nio.file.Path;
import java.text.Normalizer;

/**
 * A photo to upload.
 *
 * @param file where it lies
 * @param caption with {} where the placeholder goes; empty for none
 */
public record PhotoFile(Path file, String caption) {
  /** The file's name, without folders, composed. */
  public String name() {
    return composed(String.valueOf(file.getFileName()));
  }

  /**
   * A name with its letters and accents composed: macOS takes them apart, so that names that look
   * alike would differ.
   */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
