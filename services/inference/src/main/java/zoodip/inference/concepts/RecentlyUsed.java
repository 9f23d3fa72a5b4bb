package zoodip.inference.concepts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** As many values as fit, those that were asked for last. Thread-safe. */
final class RecentlyUsed<K, V> {
  private static final float LOAD_FACTOR = .75f;

  private final Map<K, V> values;

  RecentlyUsed(int capacity) {
    values =
        new LinkedHashMap<>(16, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(K key, V value) {
    values.put(key, value);
  }

  synchronized int size() {
    return values.size();
  }
}
