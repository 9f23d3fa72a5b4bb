package zoodip.platform.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import zoodip.platform.retry.RetryPolicies;
import zoodip.platform.storage.StorageOperation.Outcome;
import zoodip.platform.tracing.Spans;

/**
 * Runs requests to the object store: tries again after passing failures, and names lasting ones.
 */
final class StorageCalls {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final String NO_BUCKET = "NoSuchBucket";

  private final RetryPolicy<Object> retries;
  private final StorageMetrics metrics;

  /**
   * @param attempts of each request, in all
   */
  StorageCalls(int attempts, StorageMetrics metrics) {
    retries = RetryPolicies.request(attempts, StorageCalls::passes);
    this.metrics = metrics;
  }

  interface Operation<T> {
    T run() throws MinioException, IOException, GeneralSecurityException;
  }

  <T> T run(StorageOperation operation, String what, Operation<T> call) {
    return tried(what, () -> timed(operation, call));
  }

  private <T> T tried(String what, CheckedSupplier<T> call) {
    try {
      return Failsafe.with(retries).get(call);
    } catch (FailsafeException e) {
      throw e.getCause() instanceof InterruptedException
          ? interrupted(e.getCause())
          : new StorageException(what, e.getCause());
    }
  }

  /** Empty if the object is not there. */
  <T> Optional<T> find(StorageOperation operation, String what, Operation<T> call) {
    return tried(
        what,
        () -> {
          try {
            return Optional.of(timed(operation, call));
          } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Whether the call's condition (If-Match, If-None-Match) held. */
  boolean unlessConditionFails(StorageOperation operation, String what, Operation<?> call) {
    return tried(
        what,
        () -> {
          try {
            var unused = timed(operation, call);
            return true;
          } catch (ErrorResponseException e) {
            if (e.response().code() == PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
  }

  private <T> T timed(StorageOperation operation, Operation<T> call) throws Exception {
    long start = System.nanoTime();
    try {
      T answer = Spans.withinTrace(span(operation), call::run);
      metrics.record(operation, Outcome.OK, System.nanoTime() - start);
      return answer;
    } catch (MinioException | IOException | GeneralSecurityException | RuntimeException e) {
      metrics.record(operation, outcome(operation, e), System.nanoTime() - start);
      throw e;
    }
  }

  private static SpanBuilder span(StorageOperation operation) {
    return Spans.named("S3 " + operation.label()).setSpanKind(SpanKind.CLIENT);
  }

  private static Outcome outcome(StorageOperation operation, Exception failure) {
    int code = failure instanceof ErrorResponseException refused ? refused.response().code() : 0;
    Outcome outcome =
        switch (code) {
          case NOT_FOUND -> Outcome.MISSING;
          case PRECONDITION_FAILED -> Outcome.CONFLICT;
          default -> Outcome.ERROR;
        };
    return operation.outcomes().contains(outcome) ? outcome : Outcome.ERROR;
  }

  private static boolean passes(Throwable failure) {
    if (failure instanceof ErrorResponseException refused) {
      // services start together, and one of them makes the bucket
      return refused.response().code() >= SERVER_ERROR
          || refused.errorResponse().code().equals(NO_BUCKET);
    }
    return failure instanceof IOException || failure instanceof ServerException;
  }

  /** The thread was told to stop while it waited for its next try. */
  static StorageException interrupted(Throwable cause) {
    Thread.currentThread().interrupt();
    return new StorageException("wait for the object store", cause);
  }
}
