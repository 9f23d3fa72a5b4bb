package zoodip.gateway.audit;

import com.google.protobuf.TextFormat;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import zoodip.events.v1.AuditRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.CallAudit;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.threads.DaemonThreads;
import zoodip.v1.MethodRule;

/**
 * The audit log on Kafka. A record that Kafka does not take within {@code
 * gateway.calls.apply-timeout} of the call's end goes to this process' own log instead, as an
 * error, and the call ends as it did.
 */
@ApplicationScoped
public class AuditLog implements CallAudit {
  private static final Logger LOG = Logger.getLogger(AuditLog.class);
  private static final int WAITING = 10_000;
  private static final String NOBODY = "unknown";

  private final Producer<String, byte[]> producer;
  private final EventEnvelope envelope = new EventEnvelope("/gateway");
  private final StrangerLimit strangers = new StrangerLimit();
  private final AuditMetrics metrics;
  private final Duration patience;
  private final boolean enabled;
  private final boolean reads;

  /** Kafka's client may keep its callers waiting, and these are the server's own threads. */
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          DaemonThreads.named("audit-log"));

  @Inject
  public AuditLog(KafkaClients kafka, AuditMetrics metrics, GatewayConfig config) {
    this.metrics = metrics;
    patience = config.calls().applyTimeout();
    enabled = config.audit().enabled();
    reads = config.audit().reads();
    producer = kafka.producer(patience);
  }

  @Override
  public boolean keepsPermitted(MethodRule rule) {
    return enabled && (reads || !rule.getScope().endsWith(".read"));
  }

  @Override
  public CompletableFuture<Void> keep(AuditRecord call) {
    if (!enabled) {
      return CompletableFuture.completedFuture(null);
    }
    if (call.getCaller().isEmpty() && !strangers.mayBeKept()) {
      metrics.leftOut();
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> written = new CompletableFuture<>();
    try {
      writer.execute(() -> write(call, written));
    } catch (RejectedExecutionException e) {
      written.completeExceptionally(e);
    }
    // counted from here: records before this one may keep the writer waiting
    return written
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> giveUp(call, failure));
  }

  private void write(AuditRecord call, CompletableFuture<Void> written) {
    if (written.isDone()) {
      return;
    }
    try {
      var unused =
          producer.send(
              envelope.record(Topics.AUDIT_LOG, key(call), call),
              (metadata, failure) -> {
                if (failure == null) {
                  written.complete(null);
                } else {
                  written.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      written.completeExceptionally(e);
    }
  }

  private static String key(AuditRecord call) {
    if (!call.getResource().isEmpty()) {
      return call.getResource();
    }
    return call.getCaller().isEmpty() ? NOBODY : call.getCaller();
  }

  private Void giveUp(AuditRecord call, Throwable cause) {
    metrics.givenUp();
    LOG.errorf(
        cause,
        "The audit log on Kafka may lack this call: %s",
        TextFormat.printer().emittingSingleLine(true).printToString(call));
    return null;
  }

  /** After the last calls, and before the server: their callers wait for what is written here. */
  void stop(@Observes @Priority(210) ShutdownEvent event) {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("Not all of the audit log could be written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
