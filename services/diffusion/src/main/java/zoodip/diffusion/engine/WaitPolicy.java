package zoodip.diffusion.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Makes the threads of OpenMP sleep between parallel loops instead of spinning.
 *
 * <p>Spinning gains a few percent on a machine of one's own. On a shared one a thread that spins
 * keeps the processor from the very thread that it waits for: with two cores and a dozen busy
 * processes a training step took 20 times as long. OpenMP reads its environment when its library is
 * loaded, so this must come before libtorch.
 */
final class WaitPolicy {
  private static final String VARIABLE = "OMP_WAIT_POLICY";

  private WaitPolicy() {}

  /** Takes effect unless the environment already says what to do. */
  static void sleepWhenIdle() {
    if (System.getenv(VARIABLE) != null || Platform.isWindows()) {
      return;
    }
    int failed =
        NativeLibrary.getProcess()
            .getFunction("setenv")
            .invokeInt(new Object[] {VARIABLE, "PASSIVE", 1});
    if (failed != 0) {
      throw new IllegalStateException("cannot set " + VARIABLE);
    }
  }
}
