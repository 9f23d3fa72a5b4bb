package zoodip.diffusion.engine;

import java.util.List;

/** Tells when it was memory that an operator lacked: libtorch says so in words only. */
public final class OutOfMemory {
  private static final List<String> WORDS =
      List.of(
          "can't allocate memory",
          "not enough memory",
          "out of memory",
          "CUBLAS_STATUS_ALLOC_FAILED",
          "CUDNN_STATUS_ALLOC_FAILED");

  private OutOfMemory() {}

  /** Whether this exception itself, not its cause, is libtorch's for memory that it did not get. */
  public static boolean isExhausted(Throwable failure) {
    return failure instanceof ai.djl.engine.EngineException
        && failure.getMessage() != null
        && WORDS.stream().anyMatch(failure.getMessage()::contains);
  }

  /** Whether this exception is, or was caused by one that is. */
  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isExhausted(cause)) {
        return true;
      }
    }
    return false;
  }
}
