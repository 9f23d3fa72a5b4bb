package zoodip.platform.models;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import zoodip.platform.models.cache.CachedModel;
import zoodip.v1.Model;

/** A model, and its files for as long as it may read them. */
public record OpenModel<M>(M model, CachedModel files, Consumer<M> closer)
    implements AutoCloseable {

  /**
   * Fetches the model's files unless they are there, and opens it.
   *
   * @param opener opens what lies in the folder
   */
  public static <M> OpenModel<M> open(
      ModelStore store, Model description, Function<Path, M> opener, Consumer<M> closer) {
    CachedModel files = store.hold(description);
    try {
      return new OpenModel<>(opener.apply(files.folder()), files, closer);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  /** Closes the model, then lets go of its files. */
  @Override
  public void close() {
    try (files) {
      closer.accept(model);
    }
  }
}
