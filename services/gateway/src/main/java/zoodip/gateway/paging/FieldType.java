package zoodip.gateway.paging;

import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What the values of a field are.
 *
 * @param comparable whether a filter may ask for more and less, and not only for the same
 * @param unset the value of an item that has none; before all others
 */
record FieldType<V extends Comparable<V>>(
    boolean comparable, V unset, Reading<V> reading, Writing<V> writing) {
  private static final long NANOS = 1_000_000_000L;
  private static final long SECONDS_BEFORE_1970 = 62_135_596_800L;

  /** Any text. The name of a resource may be written in full or as its id alone. */
  static final FieldType<String> TEXT = text(UnaryOperator.identity());

  static final FieldType<String> FLAG = choice(Set.of("true", "false"));

  /** A point in time in nanoseconds since 1970, which RFC 3339 writes. */
  static final FieldType<Long> TIME =
      new FieldType<>(true, 0L, FieldType::readTime, new SortableTime());

  /** Makes a value of what a filter says; refuses what is none. */
  @FunctionalInterface
  interface Reading<V> {
    /**
     * @throws IllegalArgumentException with what to write instead
     */
    V read(String text);
  }

  /** How values stand in page tokens. */
  interface Writing<V> {
    String write(V value);

    V parse(String written);
  }

  /** One of these texts. */
  static FieldType<String> choice(Set<String> choices) {
    return text(text -> oneOf(choices, text));
  }

  private static FieldType<String> text(UnaryOperator<String> reading) {
    return new FieldType<>(false, "", reading::apply, new PlainText());
  }

  private static String oneOf(Set<String> choices, String text) {
    if (!choices.contains(text)) {
      throw new IllegalArgumentException("use one of " + new TreeSet<>(choices));
    }
    return text;
  }

  private static Long readTime(String text) {
    try {
      return Timestamps.toNanos(Timestamps.parse(text));
    } catch (ParseException | ArithmeticException e) {
      throw new IllegalArgumentException("write \"2026-01-31T12:00:00Z\"", e);
    }
  }

  private static final class PlainText implements Writing<String> {
    @Override
    public String write(String value) {
      return value;
    }

    @Override
    public String parse(String written) {
      return written;
    }
  }

  /** Seconds since the year 1 and nanoseconds; nothing where there is no time. */
  private static final class SortableTime implements Writing<Long> {
    @Override
    public String write(Long value) {
      return value == 0
          ? ""
          : "%012d.%09d"
              .formatted(
                  Math.floorDiv(value, NANOS) + SECONDS_BEFORE_1970, Math.floorMod(value, NANOS));
    }

    @Override
    public Long parse(String written) {
      if (written.isEmpty()) {
        return 0L;
      }
      int point = written.indexOf('.');
      long seconds = Long.parseLong(written.substring(0, point)) - SECONDS_BEFORE_1970;
      return seconds * NANOS + Long.parseLong(written.substring(point + 1));
    }
  }
}
