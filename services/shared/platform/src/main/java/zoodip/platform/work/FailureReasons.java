package zoodip.platform.work;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * The reasons behind what the libraries under a {@link JobHandler} throw: a job that will fail the
 * same way again is told so at its first attempt, and not tried until nobody knows why.
 *
 * @param reasons by the class of the exception; no class extends another
 * @param outOfMemory whether an exception says that memory did not suffice
 */
public record FailureReasons(
    Map<Class<? extends Throwable>, ErrorReason> reasons, Predicate<Throwable> outOfMemory) {

  /** The failure with its reason, if it has one; the first along the chain of causes counts. */
  public RuntimeException named(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServiceException) {
        return failure;
      }
      Optional<ErrorReason> reason = reason(cause);
      if (reason.isPresent()) {
        return new ServiceException(reason.get(), cause.getMessage(), failure);
      }
    }
    return failure;
  }

  private Optional<ErrorReason> reason(Throwable cause) {
    return reasons.entrySet().stream()
        .filter(entry -> entry.getKey().isInstance(cause))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(
            () ->
                outOfMemory.test(cause)
                    ? Optional.of(ErrorReason.ERROR_REASON_OUT_OF_MEMORY)
                    : Optional.empty());
  }
}
