package zoodip.gateway.apikeys;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.events.v1.ApiKeyFact;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.threads.DaemonThreads;

/** Notes when API keys were used, seldom: each time would be a record for each call. */
@ApplicationScoped
public class LastUses {
  private static final Logger LOG = Logger.getLogger(LastUses.class);

  private final Instance<ApiKeyCatalog> keys;
  private final Instance<ApiKeyLog> log;
  private final Duration interval;
  private final Map<ResourceName, Timestamp> noted = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("api-key-uses"));

  @Inject
  public LastUses(Instance<ApiKeyCatalog> keys, Instance<ApiKeyLog> log, GatewayConfig config) {
    this.keys = keys;
    this.log = log;
    interval = config.apiKeys().useInterval();
  }

  void start(@Observes StartupEvent event) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::write, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    write();
  }

  /** The key is used now. */
  void note(ResourceName key) {
    noted.put(key, Timestamps.now());
  }

  private synchronized void write() {
    for (ResourceName key : noted.keySet()) {
      Timestamp time = noted.remove(key);
      try {
        if (keys.get().find(key).isPresent()) {
          write(key, ApiKeyFact.newBuilder().setUseTime(time).build());
        }
      } catch (RuntimeException e) {
        warn(key, e);
      }
    }
  }

  private void write(ResourceName key, ApiKeyFact use) {
    var unused =
        log.get()
            .mention(FactNames.use(key), use)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    warn(key, failure);
                  }
                });
  }

  private static void warn(ResourceName key, Throwable failure) {
    LOG.warnf(failure, "It is not noted that %s was used", key);
  }
}
