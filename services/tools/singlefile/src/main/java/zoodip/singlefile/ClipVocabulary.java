package zoodip.singlefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CLIP's own vocabulary, which all models of Stable Diffusion use. */
public final class ClipVocabulary {
  static final List<String> FILES = List.of("vocab.json", "merges.txt");

  private ClipVocabulary() {}

  /** Writes its files into a tokenizer's folder. */
  public static void write(Path folder) throws IOException {
    for (String name : FILES) {
      try (InputStream content = open(name)) {
        Files.copy(content, folder.resolve(name));
      }
    }
  }

  static InputStream open(String name) {
    return ClipVocabulary.class.getResourceAsStream("vocabulary/" + name);
  }
}
