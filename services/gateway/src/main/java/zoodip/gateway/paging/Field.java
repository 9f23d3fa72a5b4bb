package zoodip.gateway.paging;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Something that a list can be filtered and ordered by. Its values are texts that sort as what they
 * stand for does; the empty text is a value that is not set.
 *
 * @param name as clients write it
 * @param comparable whether a filter may ask for more and less, and not only for the same
 * @param read makes a value of what a filter says; refuses what is none with an
 *     IllegalArgumentException
 * @param value of an item
 */
public record Field<T>(
    String name, boolean comparable, UnaryOperator<String> read, Function<T, String> value) {
  private static final long SECONDS_BEFORE_1970 = 62_135_596_800L;

  /** Any text. The name of a resource may be written in full or as its id alone. */
  public static <T> Field<T> text(String name, Function<T, String> value) {
    return new Field<>(name, false, UnaryOperator.identity(), value);
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
        false,
        text -> oneOf(choices, text),
        item -> value.apply(item).name().replace(prefix, ""));
  }

  /** true or false. */
  public static <T> Field<T> flag(String name, Predicate<T> value) {
    return new Field<>(
        name,
        false,
        text -> oneOf(Set.of("true", "false"), text),
        item -> Boolean.toString(value.test(item)));
  }

  /** A point in time, as RFC 3339 writes it. */
  public static <T> Field<T> time(String name, Function<T, Timestamp> value) {
    return new Field<>(
        name,
        true,
        Field::readTime,
        item -> {
          Timestamp time = value.apply(item);
          return time.equals(Timestamp.getDefaultInstance()) ? "" : sortable(time);
        });
  }

  private static String oneOf(Set<String> choices, String text) {
    if (!choices.contains(text)) {
      throw new IllegalArgumentException("use one of " + new TreeSet<>(choices));
    }
    return text;
  }

  private static String readTime(String text) {
    try {
      return sortable(Timestamps.parse(text));
    } catch (ParseException e) {
      throw new IllegalArgumentException("write \"2026-01-31T12:00:00Z\"", e);
    }
  }

  private static String sortable(Timestamp time) {
    return "%012d.%09d".formatted(time.getSeconds() + SECONDS_BEFORE_1970, time.getNanos());
  }
}
