package zoodip.evaluator.encoders;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.cache.CachedModel;
import zoodip.v1.Model;

/**
 * Encoders of one kind in memory: as many as are allowed, those that were used last. Not
 * thread-safe.
 */
final class OpenEncoders<E> {
  private final int capacity;
  private final ModelStore store;
  private final Function<Path, E> opener;
  private final java.util.function.Consumer<E> closer;
  private final Map<String, Open<E>> encoders = new LinkedHashMap<>();

  /** An encoder, and its files for as long as it may read them. */
  private record Open<E>(E encoder, CachedModel files) {}

  OpenEncoders(
      int capacity,
      ModelStore store,
      Function<Path, E> opener,
      java.util.function.Consumer<E> closer) {
    this.capacity = capacity;
    this.store = store;
    this.opener = opener;
    this.closer = closer;
  }

  /** The encoder, fetched and loaded unless it is in memory. It may be closed by the next call. */
  E open(Model model) {
    Open<E> open = encoders.remove(model.getDigest());
    if (open == null) {
      open = load(store.hold(model));
    }
    encoders.put(model.getDigest(), open);
    return open.encoder();
  }

  private Open<E> load(CachedModel files) {
    try {
      while (encoders.size() >= capacity) {
        close(encoders.remove(encoders.keySet().iterator().next()));
      }
      return new Open<>(opener.apply(files.folder()), files);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }

  private void close(Open<E> open) {
    try (CachedModel files = open.files()) {
      closer.accept(open.encoder());
    }
  }

  int size() {
    return encoders.size();
  }

  void close() {
    encoders.values().forEach(this::close);
    encoders.clear();
  }
}
