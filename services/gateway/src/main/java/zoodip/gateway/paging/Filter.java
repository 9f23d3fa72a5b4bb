package zoodip.gateway.paging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A list's filter: {@code state = RUNNING AND subject = "tenants/a/subjects/dog"}, a subset of
 * aip.dev/160.
 */
public final class Filter {
  private static final Pattern TERM =
      Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\"=]+))\\s*");
  private static final Pattern AND = Pattern.compile("AND\\s+(?=\\S)");

  private final Map<String, String> wanted;

  private Filter(Map<String, String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads a filter.
   *
   * @param fields that the list can be filtered by; each with what its value must look like
   * @throws ServiceException INVALID_REQUEST naming the field {@code filter}
   */
  public static Filter parse(String text, Map<String, Pattern> fields) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Matcher term = TERM.matcher(text);
    int at = text.isBlank() ? text.length() : 0;
    while (at < text.length()) {
      term.region(at, text.length());
      if (!term.lookingAt()) {
        throw invalid("no 'field = value' at '%s'".formatted(text.substring(at)));
      }
      put(wanted, term.group(1), value(term), fields);
      at = afterAnd(text, term.end());
    }
    return new Filter(wanted);
  }

  /** Whether an item has the wanted values. */
  public boolean matches(Function<String, String> valueOf) {
    return wanted.entrySet().stream()
        .allMatch(field -> isOrEndsWith(valueOf.apply(field.getKey()), field.getValue()));
  }

  /** A resource may be named by its id alone. */
  private static boolean isOrEndsWith(String value, String wanted) {
    return value.equals(wanted) || value.endsWith("/" + wanted);
  }

  private static String value(Matcher term) {
    return term.group(2) == null ? term.group(3) : term.group(2);
  }

  private static void put(
      Map<String, String> wanted, String field, String value, Map<String, Pattern> fields) {
    if (!fields.containsKey(field)) {
      throw invalid("unknown field '%s'; use %s".formatted(field, fields.keySet()));
    }
    if (!fields.get(field).matcher(value).matches()) {
      throw invalid("'%s' is no %s".formatted(value, field));
    }
    if (wanted.put(field, value) != null) {
      throw invalid("'%s' stands twice".formatted(field));
    }
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
        "The filter does not parse: " + problem + "; write state = RUNNING AND subject = \"...\"");
  }
}
