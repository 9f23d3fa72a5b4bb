package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.diffusion.singlefile.SingleFileCheckpoint;
import zoodip.diffusion.singlefile.SingleFileOptions;
import zoodip.platform.files.TemporaryFolder;

/** A folder with exactly the files that are brought in; closing removes it. */
final class ModelFiles implements AutoCloseable {
  private final TemporaryFolder folder = TemporaryFolder.open("import");

  private ModelFiles() {}

  /** Links to files of a model's folder. */
  static ModelFiles of(Path model, Optional<String> variant) {
    ModelFiles files = new ModelFiles();
    return files.filled(() -> files.link(model, ModelPaths.choose(paths(model), variant)));
  }

  /** What a checkpoint in one file becomes. */
  static ModelFiles converted(Path file, SingleFileOptions options) {
    ModelFiles files = new ModelFiles();
    return files.filled(() -> SingleFileCheckpoint.convert(file, files.folder(), options));
  }

  Path folder() {
    return folder.path();
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
      Path link = folder().resolve(path.getKey());
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
    folder.close();
  }
}
