package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zoodip.systemtests.PromQuery.Selector;

class PromQueryTest {
  @Test
  void aMetricIsNoFunction() {
    PromQuery query =
        PromQuery.parse("sum by (method, le) (rate(grpc_seconds_bucket{method=~\"Get.*\"}[5m]))");
    assertEquals(List.of(new Selector("grpc_seconds_bucket", Set.of("method"))), query.selectors());
    assertEquals(Set.of("method", "le"), query.grouped());
  }

  @Test
  void aGroupingMayStandBehind() {
    PromQuery query = PromQuery.parse("max(zoodip_jobs) by (work) > bool 3");
    assertEquals(List.of(new Selector("zoodip_jobs", Set.of())), query.selectors());
    assertEquals(Set.of("work"), query.grouped());
  }

  @Test
  void vectorsAreMatchedByLabels() {
    PromQuery query =
        PromQuery.parse(
            "a_total{x='1',y!=\"}\"} / on(pod) group_left(node) b unless ignoring (z) c or"
                + " vector(0)");
    assertEquals(
        List.of(
            new Selector("a_total", Set.of("x", "y")),
            new Selector("b", Set.of()),
            new Selector("c", Set.of())),
        query.selectors());
    assertEquals(Set.of("pod", "node", "z"), query.grouped());
  }

  @Test
  void namesInTextsCommentsRangesAndOffsetsAreNone() {
    PromQuery query =
        PromQuery.parse(
            "max_over_time(deriv(a[5m])[1h30m:30s] offset 2d) # not_this\n"
                + " + -1.5e3 * inf @ 12 == NaN");
    assertEquals(List.of(new Selector("a", Set.of())), query.selectors());
  }

  @Test
  void variablesOfGrafanaAreNumbersOrTexts() {
    PromQuery query =
        PromQuery.parse("rate(a{work=\"$work\"}[$__rate_interval]) > ${limit} * [[factor]]");
    assertEquals(List.of(new Selector("a", Set.of("work"))), query.selectors());
  }

  @Test
  void aNameMayBeALabel() {
    PromQuery query = PromQuery.parse("count({__name__=\"up\", job=\"x\"})");
    assertEquals(List.of(new Selector("up", Set.of("job"))), query.selectors());
  }

  @Test
  void labelsCanBeMade() {
    PromQuery query =
        PromQuery.parse(
            "sum by (model) (label_replace(a{b=\"c\"}, \"model\", \"$1\", \"b\", \"(.*)\"))");
    assertEquals(List.of(new Selector("a", Set.of("b"))), query.selectors());
    assertEquals(Set.of("model"), query.made());
  }

  @Test
  void aVariableAsksForTheValuesOfALabel() {
    PromQuery query =
        PromQuery.parseVariable("label_values(zoodip_jobs{work=\"training\"}, state)");
    assertEquals(List.of(new Selector("zoodip_jobs", Set.of("work"))), query.selectors());
    assertEquals(Set.of("state"), query.grouped());
    assertEquals(Set.of("job"), PromQuery.parseVariable("label_values(job)").grouped());
  }

  @Test
  void whatIsNoPromQlIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> PromQuery.parse("a ? b"));
    assertThrows(IllegalArgumentException.class, () -> PromQuery.parse("rate(a[5m"));
    assertThrows(IllegalArgumentException.class, () -> PromQuery.parse("a{b=\"c\""));
  }
}
