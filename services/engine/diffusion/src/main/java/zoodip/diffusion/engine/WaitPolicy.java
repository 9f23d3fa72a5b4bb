package zoodip.diffusion.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * How long the threads of OpenMP spin between parallel loops before they sleep.
 *
 * <p>A step has hundreds of short parallel loops. Threads that sleep at once lose nearly half of a
 * step to waking up; threads that spin for ever keep the processor, on a busy machine, from the
 * very thread that they wait for (with two cores and a dozen busy processes a step took 20 times as
 * long). Spinning for about the length of such a gap has the speed of the one and most of the
 * patience of the other. OpenMP reads its environment when its library is loaded, so this must come
 * before libtorch.
 */
final class WaitPolicy {
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String SPINS = "GOMP_SPINCOUNT";

  /** Rounds of libgomp's waiting loop, a fraction of a millisecond. */
  private static final String SHORT = "5000";

  private WaitPolicy() {}

  /** Takes effect unless the environment already says what to do. */
  static void spinShortly() {
    if (System.getenv(POLICY) != null || System.getenv(SPINS) != null || Platform.isWindows()) {
      return;
    }
    set(POLICY, "PASSIVE");
    set(SPINS, SHORT);
  }

  private static void set(String variable, String value) {
    int failed =
        NativeLibrary.getProcess()
            .getFunction("setenv")
            .invokeInt(new Object[] {variable, value, 1});
    if (failed != 0) {
      throw new IllegalStateException("cannot set " + variable);
    }
  }
}
