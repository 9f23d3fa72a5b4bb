package zoodip.evaluator.encoders;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import zoodip.platform.models.ModelStore;
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
  private final Map<String, E> encoders = new LinkedHashMap<>();

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
    E encoder = encoders.remove(model.getDigest());
    if (encoder == null) {
      Path folder = store.fetch(model);
      while (encoders.size() >= capacity) {
        closer.accept(encoders.remove(encoders.keySet().iterator().next()));
      }
      encoder = opener.apply(folder);
    }
    encoders.put(model.getDigest(), encoder);
    return encoder;
  }

  int size() {
    return encoders.size();
  }

  void close() {
    encoders.values().forEach(closer);
    encoders.clear();
  }
}
