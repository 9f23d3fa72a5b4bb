package zoodip.systemtests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics and labels a PromQL expression names: enough of the language to tell metrics from
 * functions, labels and keywords. Grafana's variables stand for a number, or for a text in quotes.
 *
 * @param selectors metrics with what is asked of their labels
 * @param grouped labels that aggregations and matchings of vectors name
 * @param made labels that functions make
 */
record PromQuery(List<Selector> selectors, Set<String> grouped, Set<String> made) {
  /**
   * A metric of a query.
   *
   * @param labels that its matchers name
   */
  record Selector(String metric, Set<String> labels) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|#[^\\n"
              + "]*|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)"
              + "|(?<variable>\\$\\{[^}]*\\}|\\$\\w+|\\[\\[\\w+\\]\\])"
              + "|(?<number>0x[0-9a-fA-F]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?:ms|[smhdwy])?(?:\\d+(?:ms|[smhdwy]))*)"
              + "|(?<name>[a-zA-Z_:][\\w:]*)|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^=<>(){}\\[\\],:@])");
  private static final Set<String> GROUPINGS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "atan2", "bool", "offset", "inf", "nan");
  private static final Set<String> LABEL_MAKERS = Set.of("label_replace", "label_join");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?:(.*),)?\\s*(\\w+)\\s*\\)");

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it has a sign that PromQL does not know, or is cut off
   */
  static PromQuery parse(String expression) {
    return new Reader(expression).read();
  }

  /** Reads what fills a variable of a Grafana dashboard: {@code label_values(metric, label)}. */
  static PromQuery parseVariable(String query) {
    Matcher values = LABEL_VALUES.matcher(query.strip());
    if (!values.matches()) {
      return parse(query);
    }
    PromQuery read = parse(values.group(1) == null ? "" : values.group(1));
    Set<String> grouped = new TreeSet<>(read.grouped());
    grouped.add(values.group(2));
    return new PromQuery(read.selectors(), grouped, read.made());
  }

  private record Token(String kind, String text) {
    boolean is(String sign) {
      return kind.equals("sign") && text.equals(sign);
    }
  }

  private static final class Reader {
    private static final Token END = new Token("end", "");

    private final List<Token> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new TreeSet<>();
    private final Set<String> made = new TreeSet<>();
    private int at;

    private Reader(String expression) {
      tokens = tokens(expression);
    }

    private static List<Token> tokens(String expression) {
      List<Token> tokens = new ArrayList<>();
      Matcher matcher = TOKEN.matcher(expression);
      int end = 0;
      while (end < expression.length()) {
        matcher.region(end, expression.length());
        if (!matcher.lookingAt()) {
          throw new IllegalArgumentException(
              "PromQL has no '%c': %s".formatted(expression.charAt(end), expression));
        }
        for (String kind : List.of("text", "variable", "number", "name", "sign")) {
          if (matcher.group(kind) != null) {
            tokens.add(new Token(kind, matcher.group(kind)));
          }
        }
        end = matcher.end();
      }
      return tokens;
    }

    private PromQuery read() {
      while (at < tokens.size()) {
        Token token = next();
        if (token.kind().equals("name")) {
          name(token.text());
        } else if (token.is("{")) {
          selectors.add(matched(""));
        } else if (token.is("[")) {
          skipTo("]");
        }
      }
      return new PromQuery(List.copyOf(selectors), grouped, made);
    }

    private void name(String name) {
      if (GROUPINGS.contains(name)) {
        if (peek().is("(")) {
          grouped.addAll(labels());
        }
      } else if (LABEL_MAKERS.contains(name) && peek().is("(")) {
        made.add(madeBy());
      } else if (peek().is("{")) {
        next();
        selectors.add(matched(name));
      } else if (!KEYWORDS.contains(name.toLowerCase(java.util.Locale.ROOT)) && !isCalled()) {
        selectors.add(new Selector(name, Set.of()));
      }
    }

    /** A function, or an aggregation, whose grouping may come first. */
    private boolean isCalled() {
      return peek().is("(") || peek().text().equals("by") || peek().text().equals("without");
    }

    private Selector matched(String metric) {
      String found = metric;
      Set<String> labels = new HashSet<>();
      while (!peek().is("}")) {
        String label = next().text();
        Token operator = next();
        Token value = next();
        if (label.equals("__name__") && operator.is("=")) {
          found = value.text().substring(1, value.text().length() - 1);
        } else {
          labels.add(label);
        }
        if (peek().is(",")) {
          next();
        }
      }
      next();
      return new Selector(found, labels);
    }

    private Set<String> labels() {
      Set<String> labels = new HashSet<>();
      next();
      while (!peek().is(")")) {
        Token label = next();
        if (!label.is(",")) {
          labels.add(label.text());
        }
      }
      next();
      return labels;
    }

    /** The second argument of label_replace and label_join; the first is read as any other. */
    private String madeBy() {
      int depth = 0;
      for (int i = at; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (token.is("(") || token.is("{")) {
          depth++;
        } else if (token.is(")") || token.is("}")) {
          depth--;
        } else if (depth == 1 && token.is(",")) {
          String text = tokens.get(i + 1).text();
          return text.substring(1, text.length() - 1);
        }
      }
      throw new IllegalArgumentException("A label is to be made, and has no name");
    }

    private void skipTo(String sign) {
      while (!next().is(sign)) {
        // a range, or a subquery's steps
      }
    }

    private Token peek() {
      return at < tokens.size() ? tokens.get(at) : END;
    }

    private Token next() {
      if (at == tokens.size()) {
        throw new IllegalArgumentException("The expression is cut off");
      }
      return tokens.get(at++);
    }
  }
}
