package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Compares what running services expose with the table of docs/TELEMETRY.md, and with the queries
 * of dashboards and rules.
 */
final class ScrapeCheck {
  private static final Logger LOG = Logger.getLogger(ScrapeCheck.class);
  // as Prometheus asks, unless it is told otherwise
  private static final String OPEN_METRICS =
      "application/openmetrics-text;version=1.0.0;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,"
          + "text/plain;version=1.0.0;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
  private static final Set<String> OF_ALL = Set.of("application", "le", "quantile");

  private final ExposedMetrics exposed = new ExposedMetrics();

  /**
   * @param services after they have done a job
   */
  ScrapeCheck(List<App> services) throws Exception {
    for (App service : services) {
      exposed.add(service.service(), service.metrics("text/plain"));
    }
  }

  /** Fails where the table and what is exposed differ. */
  void tableIsTrue() throws Exception {
    Map<String, DocumentedMetrics.Row> rows = DocumentedMetrics.rows();
    Map<String, String> documented = new TreeMap<>();
    rows.forEach(
        (name, row) -> {
          if (!row.isElsewhere()) {
            documented.put(name, text(row.kind(), row.labels(), row.services()));
          }
        });
    Map<String, String> found = new TreeMap<>();
    exposed
        .families()
        .forEach(
            (name, family) -> {
              if (rows.containsKey(name) || isOurs(name)) {
                found.put(name, text(family.kind(), family.labels(), family.services()));
              }
            });
    assertFalse(documented.isEmpty(), "the table has rows");
    assertEquals(lines(documented), lines(found));
  }

  /** Fails where a dashboard or a rule asks for what nobody tells. */
  void queriesAreAnswered() throws Exception {
    TelemetryQueries queries = new TelemetryQueries(exposed.labels(), DocumentedMetrics.rows());
    LOG.infof("%d queries of dashboards and rules", queries.queries().size());
    assertEquals(List.of(), queries.problems());
  }

  /** Fails unless a histogram names a trace for an example. */
  static void assertExemplars(App service) throws Exception {
    String metrics = service.metrics(OPEN_METRICS);
    assertTrue(
        metrics.lines().anyMatch(line -> line.contains("_bucket{") && line.contains("trace_id=\"")),
        "no exemplar at " + service.service());
  }

  private boolean isOurs(String name) {
    return name.startsWith("zoodip_")
        && !(name.endsWith("_max")
            && exposed.families().containsKey(name.substring(0, name.length() - "_max".length())));
  }

  private static String text(String kind, Set<String> labels, Set<String> services) {
    Set<String> own = new TreeSet<>(labels);
    own.removeAll(OF_ALL);
    return "%s of %s, labels %s".formatted(kind, services, own);
  }

  private static String lines(Map<String, String> metrics) {
    StringBuilder lines = new StringBuilder();
    metrics.forEach((name, text) -> lines.append(name).append(": ").append(text).append('\n'));
    return lines.toString();
  }
}
