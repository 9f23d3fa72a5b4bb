package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.diffusion.singlefile.SingleFileCheckpoint;
import zoodip.diffusion.singlefile.SingleFileOptions;

/** A folder with exactly the files that are brought in; closing removes it. */
final class ModelFiles implements AutoCloseable {
  private final Path folder;

  private ModelFiles(Path folder) {
    this.folder = folder;
  }

  /** Links to files of a model's folder. */
  static ModelFiles of(Path model, Optional<String> variant) {
    ModelFiles files = new ModelFiles(temporary());
    return files.filled(() -> files.link(model, ModelPaths.choose(paths(model), variant)));
  }

  /** What a checkpoint in one file becomes. */
  static ModelFiles converted(Path file, SingleFileOptions options) {
    ModelFiles files = new ModelFiles(temporary());
    return files.filled(() -> SingleFileCheckpoint.convert(file, files.folder, options));
  }

  Path folder() {
    return folder;
  }

  private ModelFiles filled(Runnable filling) {
    try {
      filling.run();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("zoodip-import-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for the model's files", e);
    }
  }

  private static List<String> paths(Path model) {
    try (Stream<Path> all = Files.walk(model)) {
      return all.filter(Files::isRegularFile)
          .map(path -> model.relativize(path).toString().replace('\\', '/'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot gather the files of " + model, e);
    }
  }

  private void link(Path model, Map<String, String> paths) {
    for (Map.Entry<String, String> path : paths.entrySet()) {
      Path link = folder.resolve(path.getKey());
      try {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, model.resolve(path.getValue()).toRealPath());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot gather the files of " + model, e);
      }
    }
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
