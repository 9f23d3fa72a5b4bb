package zoodip.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.network.ExtraTensorsException;
import zoodip.safetensors.FileEnding;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.TensorEntry;

/** Leaves tensors away that a network has no use for: its files are written again without them. */
final class ExtraTensors {
  private static final String INDEX = ".safetensors.index.json";
  private static final String MAP = "weight_map";

  private final Set<String> keys;

  private ExtraTensors(Set<String> keys) {
    this.keys = keys;
  }

  /**
   * Leaves them away in all shards of the network.
   *
   * @param refusal that named them
   */
  static void leaveAway(ExtraTensorsException refusal) {
    ExtraTensors extra = new ExtraTensors(Set.copyOf(refusal.keys()));
    Path folder = refusal.file().getParent();
    try {
      for (Path file : files(folder)) {
        if (file.toString().endsWith(INDEX)) {
          extra.shorten(file);
        } else if (FileEnding.isOn(file.toString())) {
          extra.rewrite(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the weights without extra tensors", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void rewrite(Path path) throws IOException {
    Path target = path.resolveSibling(path.getFileName() + ".part");
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      if (file.names().stream().noneMatch(keys::contains)) {
        return;
      }
      SafetensorsWriter writer = new SafetensorsWriter();
      file.metadata().forEach(writer::metadata);
      for (String key : file.names()) {
        TensorEntry entry = file.entry(key);
        if (!keys.contains(key)) {
          writer.add(key, entry.type(), () -> file.bytes(key), entry.dimensions());
        }
      }
      writer.write(target);
    }
    // of the link, not of the file that it means
    Files.move(target, path, StandardCopyOption.REPLACE_EXISTING);
  }

  private void shorten(Path index) throws IOException {
    ConfigFile before = ConfigFile.read(index);
    ObjectNode json = before.root().deepCopy();
    ObjectNode homes = before.section(MAP).root().deepCopy();
    json.set(MAP, homes.remove(keys));
    Files.delete(index);
    Files.writeString(index, json.toPrettyString());
  }
}
