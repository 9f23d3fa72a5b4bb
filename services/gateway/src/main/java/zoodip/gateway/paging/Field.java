package zoodip.gateway.paging;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Something that a list can be filtered and ordered by.
 *
 * @param name as clients write it
 * @param type what its values are
 * @param value of an item
 */
public record Field<T>(String name, FieldType<?> type, Function<T, Comparable<?>> value) {
  /** Any text. The name of a resource may be written in full or as its id alone. */
  public static <T> Field<T> text(String name, Function<T, String> value) {
    return new Field<>(name, FieldType.TEXT, value::apply);
  }

  /**
   * One of a protobuf enum's values, without the prefix that all of them have.
   *
   * @param prefix for example {@code JOB_STATE_}
   */
  public static <T, E extends Enum<E>> Field<T> choice(
      String name, Class<E> type, String prefix, Function<T, E> value) {
    Set<String> choices = new TreeSet<>();
    for (E choice : type.getEnumConstants()) {
      if (choice.name().startsWith(prefix) && !choice.name().endsWith("_UNSPECIFIED")) {
        choices.add(choice.name().substring(prefix.length()));
      }
    }
    return new Field<>(
        name,
        FieldType.choice(choices),
        item -> {
          String full = value.apply(item).name();
          return full.startsWith(prefix) ? full.substring(prefix.length()) : full;
        });
  }

  /** true or false. */
  public static <T> Field<T> flag(String name, Predicate<T> value) {
    return new Field<>(name, FieldType.FLAG, item -> Boolean.toString(value.test(item)));
  }

  /** A point in time, as RFC 3339 writes it. */
  public static <T> Field<T> time(String name, Function<T, Timestamp> value) {
    return nanos(name, item -> Timestamps.toNanos(value.apply(item)));
  }

  /** A point in time that an item has as nanoseconds since 1970; 0 where it has none. */
  public static <T> Field<T> nanos(String name, ToLongFunction<T> value) {
    return new Field<>(name, FieldType.TIME, value::applyAsLong);
  }
}
