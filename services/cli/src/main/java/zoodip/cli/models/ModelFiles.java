package zoodip.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.network.ExtraTensorsException;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.pipeline.ModelIndex;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.platform.files.TemporaryFolder;
import zoodip.safetensors.SafetensorsException;
import zoodip.singlefile.ExternalVae;
import zoodip.singlefile.SingleFileCheckpoint;
import zoodip.singlefile.SingleFileOptions;
import zoodip.v1.ModelOrigin;

/** A folder with exactly the files that are brought in; closing removes it. */
final class ModelFiles implements AutoCloseable {
  private final TemporaryFolder folder = TemporaryFolder.open("import");
  private final ModelOrigin origin;

  /** What people call a file of the folder, the longest paths first. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private ModelFiles(ModelOrigin origin) {
    this.origin = origin;
  }

  /**
   * Links to files of a model's folder.
   *
   * @param name what errors call the folder
   * @param vae an autoencoder instead of the folder's own
   */
  static ModelFiles of(
      Path model, String name, Optional<String> variant, Optional<Path> vae, ModelOrigin origin) {
    ModelFiles files = new ModelFiles(origin);
    Map<String, String> paths = ModelPaths.choose(FolderPaths.of(model), variant);
    vae.ifPresent(given -> paths.keySet().removeIf(path -> path.startsWith("vae/")));
    paths.entrySet().stream()
        .sorted(Comparator.comparing(path -> -path.getKey().length()))
        .forEach(path -> files.call(path.getKey(), name + "/" + path.getValue()));
    files.names.put(files.folder().toString(), name);
    files.names.put(model.toString(), name);
    return files.filled(
        () -> {
          files.link(model, paths);
          vae.ifPresent(given -> files.write(given, model));
        });
  }

  /** What a checkpoint in one file becomes. */
  static ModelFiles converted(Path file, SingleFileOptions options, ModelOrigin origin) {
    ModelFiles files = new ModelFiles(origin);
    files.names.put(files.folder() + "/", file + " as converted, ");
    files.names.put(files.folder().toString(), file.toString());
    return files.filled(() -> SingleFileCheckpoint.convert(file, files.folder(), options));
  }

  Path folder() {
    return folder.path();
  }

  /** Where they come from. */
  ModelOrigin origin() {
    return origin;
  }

  private void call(String path, String name) {
    names.put(folder().resolve(path).toString(), name);
  }

  /**
   * Does something with the files, and names them in its errors as people know them: where they lie
   * meanwhile is gone when the error is read.
   */
  <T> T naming(Supplier<T> work) {
    try {
      return work.get();
    } catch (ExtraTensorsException e) {
      throw e;
    } catch (ConfigException
        | SafetensorsException
        | SchedulerException
        | WeightException
        | UsageException e) {
      throw new UsageException(named(e.getMessage()), e);
    }
  }

  /** A text with the files' own names. */
  String named(String text) {
    String named = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named;
  }

  private ModelFiles filled(Runnable filling) {
    try {
      return naming(
          () -> {
            filling.run();
            return this;
          });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void write(Path vae, Path model) {
    if (!Files.isRegularFile(folder().resolve(ModelPaths.PIPELINE))) {
      throw new UsageException(
          model + " is no text-to-image model in the diffusers layout, so it takes no --vae");
    }
    ExternalVae.write(vae, folder(), ModelIndex.of(folder()).family());
  }

  private void link(Path model, Map<String, String> paths) {
    for (Map.Entry<String, String> path : paths.entrySet()) {
      Path link = folder().resolve(path.getKey());
      Path file = model.resolve(path.getValue());
      try {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, file.toRealPath());
      } catch (NoSuchFileException e) {
        throw new UsageException(file + " is a symbolic link to a file that is not there", e);
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
