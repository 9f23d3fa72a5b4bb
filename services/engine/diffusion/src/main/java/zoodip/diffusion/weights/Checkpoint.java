package zoodip.diffusion.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import zoodip.diffusion.config.ConfigFile;
import zoodip.safetensors.FileEnding;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;

/**
 * The weights of one network: one safetensors file or several shards with an index, fp32 or the
 * {@code fp16} variant.
 */
public final class Checkpoint implements AutoCloseable {
  private static final List<String> INDEXES =
      List.of(
          ".safetensors.index.json",
          ".safetensors.index.fp16.json",
          ".fp16.safetensors.index.json");

  private final List<SafetensorsFile> files;
  private final Map<String, SafetensorsFile> homes;

  private Checkpoint(List<SafetensorsFile> files, Map<String, SafetensorsFile> homes) {
    this.files = files;
    this.homes = homes;
  }

  /**
   * Opens {@code folder/stem.safetensors} (or {@code .sft}), or its shards, or the fp16 variant of
   * either; the full files win over the variant.
   *
   * @param stem {@code model} for transformers, {@code diffusion_pytorch_model} for diffusers
   */
  public static Checkpoint open(Path folder, String stem) {
    for (String name : List.of(stem, stem + ".fp16")) {
      for (String ending : FileEnding.ALL) {
        Path single = folder.resolve(name + ending);
        if (Files.exists(single)) {
          return of(folder, List.of(single));
        }
      }
    }
    for (String suffix : INDEXES) {
      Path index = folder.resolve(stem + suffix);
      if (Files.exists(index)) {
        return sharded(folder, index);
      }
    }
    throw new SafetensorsException(
        folder,
        "has no "
            + stem
            + ".safetensors (nor an .fp16 variant, nor an index of shards); pickled .bin weights"
            + " are not read: where you trust them, save the model anew with"
            + " save_pretrained(FOLDER, safe_serialization=True)");
  }

  private static Checkpoint sharded(Path folder, Path index) {
    JsonNode map = ConfigFile.read(index).section("weight_map").root();
    if (map.isEmpty()) {
      throw new SafetensorsException(index, "weight_map names no .safetensors file");
    }
    Set<String> shards = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      shards.add(shard(index, entry));
    }
    Checkpoint checkpoint = of(folder, shards.stream().map(folder::resolve).toList());
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      checkpoint.checkHome(index, entry.getKey(), folder.resolve(entry.getValue().asText()));
    }
    return checkpoint;
  }

  private static String shard(Path index, Map.Entry<String, JsonNode> entry) {
    String name = entry.getValue().asText();
    if (!FileEnding.isOn(name) || name.chars().anyMatch(Checkpoint::isNoneOfANames)) {
      throw new SafetensorsException(
          index, "weight_map." + entry.getKey() + " names no .safetensors file beside the index");
    }
    return name;
  }

  private static boolean isNoneOfANames(int c) {
    return c == '/' || c == '\\' || c == ':' || Character.isISOControl(c);
  }

  private void checkHome(Path index, String tensor, Path file) {
    SafetensorsFile home = homes.get(tensor);
    if (home == null || !home.path().equals(file)) {
      close();
      throw new SafetensorsException(
          index, "says that " + file + " holds " + tensor + "; it does not");
    }
  }

  private static Checkpoint of(Path folder, List<Path> paths) {
    Checkpoint checkpoint = new Checkpoint(new ArrayList<>(), new LinkedHashMap<>());
    try {
      for (Path path : paths) {
        checkpoint.add(folder, SafetensorsFile.open(path));
      }
      return checkpoint;
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  private void add(Path folder, SafetensorsFile file) {
    files.add(file);
    for (String name : file.names()) {
      if (homes.put(name, file) != null) {
        throw new SafetensorsException(folder, "two shards hold the tensor " + name);
      }
    }
  }

  /** The names of all tensors. */
  public Set<String> names() {
    return Collections.unmodifiableSet(homes.keySet());
  }

  /** The file that holds a tensor. */
  public SafetensorsFile home(String name) {
    SafetensorsFile file = homes.get(name);
    if (file == null) {
      throw new SafetensorsException(files.get(0).path(), "has no tensor " + name);
    }
    return file;
  }

  /** The files, for digests. */
  public List<Path> paths() {
    return files.stream().map(SafetensorsFile::path).toList();
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
