package zoodip.gateway.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A list's filter: {@code state = RUNNING AND create_time > "2026-01-31T12:00:00Z"}, a subset of
 * aip.dev/160. Lets an item through if every term holds for it.
 */
final class Filter<T> implements Predicate<T> {
  private static final Pattern TERM =
      Pattern.compile("\\s*([a-z_]+)\\s*(!=|<=|>=|=|<|>)\\s*(?:\"([^\"]*)\"|([^\\s\"=<>!]+))\\s*");
  private static final Pattern AND = Pattern.compile("AND\\s+(?=\\S)");

  private final List<Predicate<T>> terms;

  private Filter(List<Predicate<T>> terms) {
    this.terms = terms;
  }

  /**
   * Reads a filter.
   *
   * @throws ServiceException INVALID_REQUEST naming the field {@code filter}
   */
  static <T> Filter<T> parse(String text, Fields<T> fields) {
    List<Predicate<T>> terms = new ArrayList<>();
    Matcher term = TERM.matcher(text);
    int at = text.isBlank() ? text.length() : 0;
    while (at < text.length()) {
      term.region(at, text.length());
      if (!term.lookingAt()) {
        throw invalid("no 'field = value' at '%s'".formatted(text.substring(at)));
      }
      terms.add(term(term, fields));
      at = afterAnd(text, term.end());
    }
    return new Filter<>(List.copyOf(terms));
  }

  @Override
  public boolean test(T item) {
    return terms.stream().allMatch(term -> term.test(item));
  }

  private static <T> Predicate<T> term(Matcher term, Fields<T> fields) {
    Field<T> field = fields.named(term.group(1), Filter::invalid);
    String operator = term.group(2);
    if (!field.comparable() && !operator.equals("=") && !operator.equals("!=")) {
      throw invalid("%s knows only = and !=, not %s".formatted(field.name(), operator));
    }
    String wanted = read(field, term.group(3) == null ? term.group(4) : term.group(3));
    return item -> holds(field.value().apply(item), operator, wanted);
  }

  private static String read(Field<?> field, String text) {
    try {
      return field.read().apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid("'%s' is no %s, %s".formatted(text, field.name(), e.getMessage()));
    }
  }

  /** A value that is not set is neither more nor less than any. */
  private static boolean holds(String value, String operator, String wanted) {
    int order = value.compareTo(wanted);
    return switch (operator) {
      case "=" -> isOrEndsWith(value, wanted);
      case "!=" -> !isOrEndsWith(value, wanted);
      case "<" -> !value.isEmpty() && order < 0;
      case "<=" -> !value.isEmpty() && order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException("No operator " + operator);
    };
  }

  /** A resource may be named by its id alone. */
  private static boolean isOrEndsWith(String value, String wanted) {
    return value.equals(wanted) || value.endsWith("/" + wanted);
  }

  private static int afterAnd(String text, int at) {
    if (at == text.length()) {
      return at;
    }
    Matcher and = AND.matcher(text).region(at, text.length());
    if (!and.lookingAt()) {
      throw invalid("no 'AND field = value' at '%s'".formatted(text.substring(at)));
    }
    return and.end();
  }

  private static ServiceException invalid(String problem) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "filter",
        "The filter does not parse: "
            + problem
            + "; write name = \"...\" AND create_time > \"...\"");
  }
}
