package zoodip.gateway.tokens;

import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import zoodip.platform.threads.DaemonThreads;

/**
 * The public keys of an issuer, as they were when they were last fetched. They are fetched anew in
 * the background, as often while that fails; those that were known serve on meanwhile, for a day at
 * most. Finding one never waits.
 */
final class IssuerKeys implements VerificationKeyResolver, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

  /** After a fetch, before another for the sake of unknown keys, which anybody can name. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long KEPT_NANOS = TimeUnit.DAYS.toNanos(1);

  private final JwksEndpoint endpoint;
  private final ScheduledExecutorService refreshes =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("jwks"));
  private volatile Optional<Snapshot> latest = Optional.empty();
  private volatile long ended;
  private volatile boolean failing;
  private CompletableFuture<Void> fetch = CompletableFuture.completedFuture(null);

  /**
   * Begins to fetch.
   *
   * @param period from one fetch to the next
   */
  IssuerKeys(JwksEndpoint endpoint, Duration period) {
    this.endpoint = endpoint;
    refresh();
    var unused =
        refreshes.scheduleAtFixedRate(
            this::refresh, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    Snapshot known =
        latest
            .filter(snapshot -> System.nanoTime() - snapshot.fetched() < KEPT_NANOS)
            .orElseThrow(() -> new UnresolvableKeyException("No keys of the issuer are known"));
    return new JwksVerificationKeyResolver(known.keys()).resolveKey(signature, nesting);
  }

  /**
   * Completes when the keys are no older than a pause, of a second; fails with an IOException if
   * the last fetch, not longer ago, did.
   */
  synchronized CompletableFuture<Void> renewed() {
    if (fetch.isDone() && System.nanoTime() - ended > PAUSE_NANOS) {
      fetch = begin();
    }
    return fetch.copy();
  }

  private synchronized void refresh() {
    if (fetch.isDone()) {
      fetch = begin();
    }
  }

  private CompletableFuture<Void> begin() {
    return endpoint.fetch().thenAccept(this::keep).whenComplete((nothing, failure) -> end(failure));
  }

  private void keep(List<JsonWebKey> keys) {
    latest = Optional.of(new Snapshot(keys, System.nanoTime()));
  }

  /** Says once that keys cannot be fetched, and once that they can be again. */
  private void end(Throwable failure) {
    ended = System.nanoTime();
    boolean failed = failure != null;
    if (failed && !failing) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      LOG.warnf("%s. Keys that are known serve on", cause.getMessage());
    } else if (failing && !failed) {
      LOG.info("The keys of tokens' issuer have been fetched again");
    }
    failing = failed;
  }

  @Override
  public void close() {
    refreshes.shutdownNow();
  }

  private record Snapshot(List<JsonWebKey> keys, long fetched) {}
}
