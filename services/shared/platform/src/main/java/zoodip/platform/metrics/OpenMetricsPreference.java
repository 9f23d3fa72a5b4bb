package zoodip.platform.metrics;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers a scrape in the OpenMetrics format, the one with exemplars, where it is asked for at all.
 * Prometheus asks for it first and takes plain text too; Quarkus would answer that with plain text.
 */
@ApplicationScoped
public class OpenMetricsPreference {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  /** The only form of it that Quarkus' route takes. */
  private static final String SERVED = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

  private static final String PATH = "/q/metrics";
  private static final int BEFORE_OTHERS = 100;

  void register(@Observes Filters filters) {
    filters.register(
        call -> {
          prefer(call.request());
          call.next();
        },
        BEFORE_OTHERS);
  }

  private static void prefer(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (PATH.equals(request.path()) && accepted != null && accepted.contains(OPEN_METRICS)) {
      request.headers().set(HttpHeaders.ACCEPT, SERVED);
    }
  }
}
