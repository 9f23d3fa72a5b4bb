package zoodip.measurements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.options.ModelOptions;
import zoodip.singlefile.ClipVocabulary;

/**
 * Models of the published sizes without their weights, for measurements: a folder has all that a
 * diffusers folder has but the safetensors files, and is opened with {@link
 * ModelOptions#withRandomWeights}.
 */
public final class RandomModel {
  /** The sizes that there are: Stable Diffusion 1.5, 2.1 and XL. */
  public static final List<String> NAMES = List.of("sd15", "sd21", "sdxl");

  private static final ObjectMapper JSON = new ObjectMapper();

  private RandomModel() {}

  /**
   * Writes the configurations and vocabularies of a size.
   *
   * @param name one of {@link #NAMES}
   * @return the folder
   */
  public static Path write(String name, Path folder) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("There is no size " + name + "; there are " + NAMES);
    }
    try (InputStream files = RandomModel.class.getResourceAsStream("sizes/" + name + ".json")) {
      for (Map.Entry<String, JsonNode> file : JSON.readTree(files).properties()) {
        Path target = folder.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        JSON.writeValue(target.toFile(), file.getValue());
        if (file.getKey().endsWith("tokenizer_config.json")) {
          ClipVocabulary.write(target.getParent());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the configurations of " + name, e);
    }
  }
}
