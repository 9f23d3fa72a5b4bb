package zoodip.gateway.apikeys;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.events.v1.ApiKeyFact;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.threads.DaemonThreads;

/**
 * Takes facts back that nobody needs: of secrets that have ended, of keys that ended a week ago,
 * and what is left of keys that are gone.
 */
@ApplicationScoped
public class ApiKeySweep {
  private static final Logger LOG = Logger.getLogger(ApiKeySweep.class);

  /** Whoever wonders why a key serves no more can see it for so long. */
  private static final Duration WEEK = Durations.fromDays(7);

  /** A key is written after its secret, and its use may be written after its end. */
  private static final Duration HOUR = Durations.fromHours(1);

  private final Instance<ApiKeyCatalog> keys;
  private final Instance<ApiKeyLog> log;
  private final java.time.Duration interval;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("api-key-sweep"));

  @Inject
  public ApiKeySweep(Instance<ApiKeyCatalog> keys, Instance<ApiKeyLog> log, GatewayConfig config) {
    this.keys = keys;
    this.log = log;
    interval = config.apiKeys().sweepInterval();
  }

  void start(@Observes StartupEvent event) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::sweep, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void sweep() {
    try {
      if (keys.get().isUpToDate()) {
        dead(Timestamps.now()).forEach(log.get()::takeBack);
      }
    } catch (RuntimeException e) {
      LOG.warn("What API keys leave behind is not taken back, and is tried again", e);
    }
  }

  private List<String> dead(Timestamp now) {
    Map<String, ApiKeyFact> facts = Map.copyOf(keys.get().facts());
    Set<String> endedSecrets = new HashSet<>();
    facts.values().stream()
        .filter(ApiKeyFact::hasKey)
        .map(fact -> ResourceName.parse(fact.getKey().getName()))
        .forEach(key -> endedSecrets.addAll(keys.get().endedSecrets(key, now)));
    return facts.entrySet().stream()
        .filter(
            fact ->
                endedSecrets.contains(fact.getKey())
                    || isLeftBehind(fact.getKey(), fact.getValue(), facts, now))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isLeftBehind(
      String name, ApiKeyFact fact, Map<String, ApiKeyFact> facts, Timestamp now) {
    return Optional.ofNullable(facts.get(FactNames.key(FactNames.keyOf(name))))
        .map(key -> ApiKeyCatalog.hasEnded(key.getKey(), Timestamps.subtract(now, WEEK)))
        .orElseGet(() -> Timestamps.compare(time(fact), Timestamps.subtract(now, HOUR)) < 0);
  }

  /** When a fact was said, or what it says holds. */
  private static Timestamp time(ApiKeyFact fact) {
    return switch (fact.getFactCase()) {
      case KEY -> fact.getKey().getCreateTime();
      case SECRET -> fact.getSecret().getCreateTime();
      case USE_TIME -> fact.getUseTime();
      case SECRET_END_TIME -> fact.getSecretEndTime();
      case FACT_NOT_SET -> Timestamps.now();
    };
  }
}
