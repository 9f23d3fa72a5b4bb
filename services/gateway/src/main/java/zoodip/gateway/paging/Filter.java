package zoodip.gateway.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A list's filter: {@code state = RUNNING AND create_time > "2026-01-31T12:00:00Z"}, a subset of
 * aip.dev/160. Lets an item through if every term holds for it.
 */
public final class Filter<T> implements Predicate<T> {
  private static final Pattern TERM =
      Pattern.compile("\\s*([a-z_]+)\\s*(!=|<=|>=|=|<|>)\\s*(?:\"([^\"]*)\"|([^\\s\"=<>!]+))\\s*");
  private static final Pattern AND = Pattern.compile("AND\\s+(?=\\S)");

  private record Term<T, V extends Comparable<V>>(
      Field<T> field, FieldType<V> type, String operator, V wanted) implements Predicate<T> {
    @Override
    public boolean test(T item) {
      @SuppressWarnings("unchecked") // a field's values are of its type
      V value = (V) field.value().apply(item);
      return holds(value, operator, wanted, type.unset());
    }
  }

  private final List<Term<T, ?>> terms;

  private Filter(List<Term<T, ?>> terms) {
    this.terms = terms;
  }

  /**
   * Reads a filter.
   *
   * @throws ServiceException INVALID_REQUEST naming the field {@code filter}
   */
  static <T> Filter<T> parse(String text, Fields<T> fields) {
    List<Term<T, ?>> terms = new ArrayList<>();
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

  /** The value that a field of texts must have to pass, if the filter names one. */
  public Optional<String> required(String field) {
    return terms.stream()
        .filter(term -> term.field().name().equals(field) && term.operator().equals("="))
        .map(term -> term.wanted().toString())
        .findFirst();
  }

  private static <T> Term<T, ?> term(Matcher term, Fields<T> fields) {
    Field<T> field = fields.named(term.group(1), Filter::invalid);
    return term(
        field, field.type(), term.group(2), term.group(3) == null ? term.group(4) : term.group(3));
  }

  private static <T, V extends Comparable<V>> Term<T, V> term(
      Field<T> field, FieldType<V> type, String operator, String text) {
    if (!type.comparable() && !operator.equals("=") && !operator.equals("!=")) {
      throw invalid("%s knows only = and !=, not %s".formatted(field.name(), operator));
    }
    return new Term<>(field, type, operator, read(field, type, text));
  }

  private static <V extends Comparable<V>> V read(Field<?> field, FieldType<V> type, String text) {
    try {
      return type.reading().read(text);
    } catch (IllegalArgumentException e) {
      throw invalid("'%s' is no %s, %s".formatted(text, field.name(), e.getMessage()));
    }
  }

  /** A value that is not set is neither more nor less than any. */
  private static <V extends Comparable<V>> boolean holds(
      V value, String operator, V wanted, V unset) {
    int order = value.compareTo(wanted);
    boolean set = !value.equals(unset);
    return switch (operator) {
      case "=" -> isOrEndsWith(value, wanted);
      case "!=" -> !isOrEndsWith(value, wanted);
      case "<" -> set && order < 0;
      case "<=" -> set && order <= 0;
      case ">" -> set && order > 0;
      case ">=" -> set && order >= 0;
      default -> throw new IllegalArgumentException("No operator " + operator);
    };
  }

  /** A resource may be named by its id alone. */
  private static boolean isOrEndsWith(Object value, Object wanted) {
    return value.equals(wanted)
        || (value instanceof String name
            && wanted instanceof String id
            && name.length() > id.length()
            && name.endsWith(id)
            && name.charAt(name.length() - id.length() - 1) == '/');
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
