package zoodip.platform.kafka;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Values by their keys, which one thread changes and many look at, and who wants to know of it. */
final class KeyedValues<V> {
  private static final char AFTER_EVERY_NAME = Character.MAX_VALUE;

  private final NavigableMap<String, V> values = new ConcurrentSkipListMap<>();
  private final ChangeListeners<V> listeners = new ChangeListeners<>(this::get);

  Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Those whose keys begin with {@code prefix}, by key: a live, read-only look. */
  Map<String, V> withPrefix(String prefix) {
    return values.subMap(prefix, true, prefix + AFTER_EVERY_NAME, false);
  }

  ChangeListeners<V> listeners() {
    return listeners;
  }

  /** Sets a value, or removes it, and tells of it. One thread makes all changes. */
  void set(String key, Optional<V> value) {
    value.ifPresentOrElse(now -> values.put(key, now), () -> values.remove(key));
    listeners.tell(key, value);
  }
}
