package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a model folder that are brought in: configurations, vocabularies and safetensors.
 * Checkpoints often come with the same weights in other forms, which nothing here reads.
 */
final class ModelFiles implements AutoCloseable {
  private static final List<String> SUFFIXES = List.of(".json", ".txt", ".safetensors");

  private final Path folder;

  private ModelFiles(Path folder) {
    this.folder = folder;
  }

  /** A folder of links to those files; closing removes the links. */
  static ModelFiles of(Path model) {
    try {
      ModelFiles files = new ModelFiles(Files.createTempDirectory("zoodip-import-"));
      try (Stream<Path> all = Files.walk(model)) {
        for (Path file : all.filter(path -> isWanted(model, path)).toList()) {
          files.link(model.relativize(file), file);
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot gather the files of " + model, e);
    }
  }

  Path folder() {
    return folder;
  }

  private static boolean isWanted(Path model, Path path) {
    String name = String.valueOf(path.getFileName());
    boolean hidden = model.relativize(path).toString().matches("(^|.*[/\\\\])\\..*");
    // a whole pipeline in one file lies beside the folders of its networks
    boolean pipeline =
        name.endsWith(".safetensors")
            && Files.exists(model.resolve("unet"))
            && path.getParent().equals(model);
    return Files.isRegularFile(path)
        && !hidden
        && !pipeline
        && SUFFIXES.stream().anyMatch(name::endsWith);
  }

  private void link(Path name, Path file) throws IOException {
    Path link = folder.resolve(name.toString());
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, file.toRealPath());
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
