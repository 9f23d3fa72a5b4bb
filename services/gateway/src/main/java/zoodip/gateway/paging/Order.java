package zoodip.gateway.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A list's order: {@code state, create_time desc} (aip.dev/132). Where all of that is equal, the
 * name decides, so that no two items have one place.
 */
final class Order<T> {
  private static final Pattern TERM = Pattern.compile("\\s*([a-z_]+)(\\s+desc)?\\s*");

  private record Term<T>(Field<T> field, boolean descending) {}

  private final List<Term<T>> terms;

  private Order(List<Term<T>> terms) {
    this.terms = terms;
  }

  /** An item's values of the fields that decide. */
  record SortKey(List<Comparable<?>> values) {}

  /**
   * Reads an order.
   *
   * @throws ServiceException INVALID_REQUEST naming the field {@code order_by}
   */
  static <T> Order<T> parse(String text, Fields<T> fields) {
    List<Term<T>> terms = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      terms.add(term(part, fields));
    }
    terms.add(new Term<>(fields.name(), false));
    return new Order<>(List.copyOf(terms));
  }

  private static <T> Term<T> term(String part, Fields<T> fields) {
    Matcher term = TERM.matcher(part);
    if (!term.matches()) {
      throw invalid("'%s' is no field, or field and desc".formatted(part));
    }
    Field<T> field = fields.named(term.group(1), Order::invalid);
    return new Term<>(field, term.group(2) != null);
  }

  SortKey sortKey(T item) {
    return new SortKey(
        terms.stream().<Comparable<?>>map(term -> term.field().value().apply(item)).toList());
  }

  /** Whether one sort key is before (negative), at (0) or behind another. */
  int compare(SortKey key, SortKey other) {
    for (int i = 0; i < terms.size(); i++) {
      int order = compare(key.values().get(i), other.values().get(i));
      if (order != 0) {
        return terms.get(i).descending() ? -order : order;
      }
    }
    return 0;
  }

  /** A sort key as one text. */
  String write(SortKey key) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      String text = write(terms.get(i).field().type(), key.values().get(i));
      texts.add(URLEncoder.encode(text, UTF_8));
    }
    return String.join("&", texts);
  }

  SortKey read(String text) {
    List<String> texts =
        Arrays.stream(text.split("&", -1)).map(value -> URLDecoder.decode(value, UTF_8)).toList();
    List<Comparable<?>> values = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      values.add(terms.get(i).field().type().writing().parse(texts.get(i)));
    }
    return new SortKey(values);
  }

  @SuppressWarnings("unchecked") // values of one field are of its type
  private static <V extends Comparable<V>> String write(FieldType<V> type, Comparable<?> value) {
    return type.writing().write((V) value);
  }

  @SuppressWarnings("unchecked") // values of one field are of its type
  private static <V extends Comparable<V>> int compare(Comparable<?> value, Comparable<?> other) {
    return ((V) value).compareTo((V) other);
  }

  private static ServiceException invalid(String problem) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        "order_by",
        "The order does not parse: " + problem + "; write create_time desc, name");
  }
}
