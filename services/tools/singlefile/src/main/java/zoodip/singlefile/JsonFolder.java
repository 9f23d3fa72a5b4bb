package zoodip.singlefile;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the small files of a model folder. */
record JsonFolder(Path folder) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  interface Content {
    InputStream open() throws IOException;
  }

  void write(String name, Map<String, ?> fields) {
    try {
      Files.write(target(name), JSON.writeValueAsBytes(fields));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder.resolve(name), e);
    }
  }

  void copy(String name, Content content) {
    try (InputStream open = content.open()) {
      Files.copy(open, target(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder.resolve(name), e);
    }
  }

  private Path target(String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    return target;
  }
}
