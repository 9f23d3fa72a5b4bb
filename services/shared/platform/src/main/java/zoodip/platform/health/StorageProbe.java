package zoodip.platform.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.platform.storage.Storage;

/**
 * Asks the object store whether it answers, and makes the bucket if it is missing; never more than
 * one question at a time.
 */
@ApplicationScoped
public class StorageProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Storage storage;
  private CompletableFuture<Void> question = CompletableFuture.completedFuture(null);

  @Inject
  public StorageProbe(Storage storage) {
    this.storage = storage;
  }

  /** Whether the store answers within 2 s. */
  public boolean isReachable() {
    try {
      question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CompletableFuture<Void> question() {
    if (question.isDone()) {
      question = CompletableFuture.runAsync(storage::ensureBucket);
    }
    return question;
  }
}
