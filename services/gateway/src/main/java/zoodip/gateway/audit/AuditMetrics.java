package zoodip.gateway.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** How many calls the audit log on Kafka lacks. */
@ApplicationScoped
public class AuditMetrics {
  private final Counter strangers;
  private final Counter failures;

  @Inject
  public AuditMetrics(MeterRegistry registry) {
    strangers = counter("strangers", registry);
    failures = counter("kafka", registry);
  }

  /** The counters are there from the start, at 0. */
  void register(@Observes StartupEvent event) {}

  /** Callers who are not known made more calls than are kept. */
  void leftOut() {
    strangers.increment();
  }

  /** Kafka did not take a record in time. */
  void givenUp() {
    failures.increment();
  }

  private static Counter counter(String cause, MeterRegistry registry) {
    return Counter.builder("zoodip.audit.dropped")
        .description("Calls that the audit log on Kafka lacks")
        .tag("cause", cause)
        .register(registry);
  }
}
