package zoodip.systemtests;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What running services expose at /q/metrics, from the text that Prometheus would get. */
final class ExposedMetrics {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, Family> families = new TreeMap<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();

  /**
   * Metrics of one name.
   *
   * @param labels of all its series
   */
  record Family(String kind, Set<String> services, Set<String> labels) {}

  /** Adds what a service told. */
  void add(String service, String text) {
    String family = "";
    for (String line : text.split("\n")) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        families
            .computeIfAbsent(
                family, name -> new Family(type.group(2), new TreeSet<>(), new TreeSet<>()))
            .services()
            .add(service);
      } else if (sample.matches()) {
        Set<String> names = names(sample.group(2));
        labels.computeIfAbsent(sample.group(1), name -> new HashSet<>()).addAll(names);
        families.get(family).labels().addAll(names);
      }
    }
  }

  /** By the names of metrics, without their parts. */
  Map<String, Family> families() {
    return families;
  }

  /** The labels of all series, by the names that queries use, with _bucket, _sum and the like. */
  Map<String, Set<String>> labels() {
    return labels;
  }

  private static Set<String> names(String labels) {
    Set<String> names = new HashSet<>();
    if (labels != null) {
      Matcher label = LABEL.matcher(labels);
      while (label.find()) {
        names.add(label.group(1));
      }
    }
    return names;
  }
}
