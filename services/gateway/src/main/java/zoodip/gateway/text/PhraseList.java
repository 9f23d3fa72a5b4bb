package zoodip.gateway.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists of phrases that are kept as text resources, one a line. */
public final class PhraseList {
  private PhraseList() {}

  /** The lines of the resource beside {@code owner}. */
  public static List<String> of(Class<?> owner, String resource) {
    try (InputStream text = owner.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IllegalStateException("No " + resource + " beside " + owner.getName());
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
