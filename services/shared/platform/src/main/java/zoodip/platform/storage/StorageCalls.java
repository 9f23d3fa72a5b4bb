package zoodip.platform.storage;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs requests to the object store: tries again after passing failures, and names lasting ones.
 */
final class StorageCalls {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final String NO_BUCKET = "NoSuchBucket";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final int attempts;

  StorageCalls(int attempts) {
    this.attempts = attempts;
  }

  int attempts() {
    return attempts;
  }

  interface Call<T> {
    T run() throws MinioException, IOException, GeneralSecurityException;
  }

  <T> T run(String what, Call<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.run();
      } catch (MinioException | IOException | GeneralSecurityException e) {
        if (attempt >= attempts || !passing(e)) {
          throw new StorageException(what, e);
        }
        pause(attempt);
      }
    }
  }

  /** Empty if the object is not there. */
  <T> Optional<T> find(String what, Call<T> call) {
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
  boolean unlessConditionFails(String what, Call<?> call) {
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

  private static boolean passing(Exception e) {
    if (e instanceof ErrorResponseException refused) {
      // services start together, and one of them makes the bucket
      return refused.response().code() >= SERVER_ERROR
          || refused.errorResponse().code().equals(NO_BUCKET);
    }
    return e instanceof IOException || e instanceof ServerException;
  }

  static void pause(int attempt) {
    try {
      Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("wait for the object store", e);
    }
  }
}
