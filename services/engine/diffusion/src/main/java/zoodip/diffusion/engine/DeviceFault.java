package zoodip.diffusion.engine;

import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Failures of a GPU after which it answers this process nothing any more, whatever is asked: only
 * another process can go on. libtorch says so in CUDA's words.
 */
final class DeviceFault {
  /** What a process that ends for one exits with: an internal error of software, as sysexits.h. */
  static final int EXIT_STATUS = 70;

  private static final System.Logger LOG = System.getLogger(DeviceFault.class.getName());
  private static final String CUDA = "CUDA error: ";

  private static final List<String> WORDS =
      List.of(
          "an illegal memory access was encountered",
          "an illegal instruction was encountered",
          "device-side assert triggered",
          "unspecified launch failure",
          "misaligned address",
          "invalid program counter",
          "hardware stack error",
          "operation not supported on global/shared address space",
          "the launch timed out and was terminated",
          "uncorrectable ECC error encountered",
          "uncorrectable NVLink error detected",
          "Invalid access of peer GPU memory over nvlink",
          "context is destroyed",
          "unknown error",
          "CUBLAS_STATUS_EXECUTION_FAILED",
          "CUBLAS_STATUS_INTERNAL_ERROR");

  private DeviceFault() {}

  /** Whether a failure, or what caused it, is one. */
  static boolean isBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      int said = message.indexOf(CUDA);
      if (said >= 0 && WORDS.stream().anyMatch(message.substring(said)::contains)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends the process at once if a failure is one. No shutdown in good order: it would wait for a
   * device that does not answer, and what is committed is committed. Who supervises the process
   * starts it again, and its jobs go on from their journals.
   */
  static void endProcess(Throwable failure) {
    if (isBehind(failure)) {
      LOG.log(
          Level.ERROR,
          "The GPU has failed and answers this process no more; it ends, to be started again",
          failure);
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
  }
}
