package zoodip.inference.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.platform.storage.Storage;

/** Asks the object store whether it answers; never more than one question at a time. */
@ApplicationScoped
public class ModelsProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Storage storage;
  private CompletableFuture<Boolean> question = CompletableFuture.completedFuture(false);

  @Inject
  public ModelsProbe(Storage storage) {
    this.storage = storage;
  }

  /** Whether models could be fetched now; an answer that takes longer than 2 s is none. */
  public boolean areReachable() {
    try {
      return question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CompletableFuture<Boolean> question() {
    if (question.isDone()) {
      question =
          CompletableFuture.supplyAsync(
              () -> {
                // whether this object exists is not the question
                boolean unused = storage.exists("models/model.json");
                return true;
              });
    }
    return question;
  }
}
