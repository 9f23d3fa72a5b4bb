package zoodip.gateway.apikeys;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.AccessConfig;
import zoodip.platform.threads.DaemonThreads;

/**
 * Whether what this gateway knows of API keys is young enough to go by. A gateway that is cut off
 * from Kafka hears of no revocation, and its consumer fails by nothing: so the topic's end is asked
 * for, again and again, and when it was last reached is what counts.
 */
@ApplicationScoped
public class ApiKeyFreshness {
  private static final Logger LOG = Logger.getLogger(ApiKeyFreshness.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<CompletableFuture<Void>> readToEnd;
  private final Duration limit;
  private final boolean keysServe;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("api-key-freshness"));
  private CompletableFuture<Void> question = CompletableFuture.completedFuture(null);
  private volatile long asOf = System.nanoTime();

  @Inject
  public ApiKeyFreshness(Instance<ApiKeyCatalog> keys, GatewayConfig config, AccessConfig access) {
    this(() -> keys.get().readToEnd(), config.apiKeys().staleLimit(), access.enabled());
  }

  /**
   * @param readToEnd completes when all is known that there was when it was asked
   * @param limit how old what is known may be
   * @param keysServe whether anybody is known by keys; otherwise their age is all the same
   */
  ApiKeyFreshness(Supplier<CompletableFuture<Void>> readToEnd, Duration limit, boolean keysServe) {
    this.readToEnd = readToEnd;
    this.limit = limit;
    this.keysServe = keysServe;
  }

  void start(@Observes StartupEvent event) {
    if (keysServe) {
      var unused =
          timer.scheduleWithFixedDelay(
              this::ask, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  /** Asks, unless an earlier question has no answer yet. */
  void ask() {
    if (!question.isDone()) {
      return;
    }
    long asked = System.nanoTime();
    try {
      question =
          readToEnd
              .get()
              .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
              .thenRun(() -> asOf = asked);
    } catch (RuntimeException e) {
      LOG.warn("Whether all API keys are known cannot be asked; it is asked again", e);
    }
  }

  /** Whether all is known that there was so long ago, or keys serve nobody. */
  public boolean isFresh() {
    return !keysServe || System.nanoTime() - asOf <= limit.toNanos();
  }

  Duration limit() {
    return limit;
  }
}
