package zoodip.platform.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import zoodip.platform.retry.RetryPolicies;

/**
 * Runs requests to the object store: tries again after passing failures, and names lasting ones.
 */
final class StorageCalls {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final String NO_BUCKET = "NoSuchBucket";

  private final RetryPolicy<Object> retries;

  /**
   * @param attempts of each request, in all
   */
  StorageCalls(int attempts) {
    retries = RetryPolicies.request(attempts, StorageCalls::passes);
  }

  interface Operation<T> {
    T run() throws MinioException, IOException, GeneralSecurityException;
  }

  <T> T run(String what, Operation<T> call) {
    try {
      return Failsafe.with(retries).get(call::run);
    } catch (FailsafeException e) {
      throw e.getCause() instanceof InterruptedException
          ? interrupted(e.getCause())
          : new StorageException(what, e.getCause());
    }
  }

  /** Empty if the object is not there. */
  <T> Optional<T> find(String what, Operation<T> call) {
    return run(
        what,
        () -> {
          try {
            return Optional.of(call.run());
          } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Whether the call's condition (If-Match, If-None-Match) held. */
  boolean unlessConditionFails(String what, Operation<?> call) {
    return run(
        what,
        () -> {
          try {
            call.run();
            return true;
          } catch (ErrorResponseException e) {
            if (e.response().code() == PRECONDITION_FAILED) {
              return false;
            }
            throw e;
          }
        });
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
