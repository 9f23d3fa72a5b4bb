package zoodip.diffusion.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Memory that has been freed, but that malloc and the JVM's heap still hold.
 *
 * <p>Loading a network frees tensors of every size between those that stay. glibc keeps such gaps
 * for itself, and a heap that has grown stays grown: without this, a model of 1 GB takes half as
 * much again for as long as the process lives.
 */
public final class NativeMemory {
  private static final String TRIM = "malloc_trim";
  private static final String OPTION = "mallopt";
  private static final int TRIM_THRESHOLD = -1;
  private static final int MMAP_THRESHOLD = -3;
  private static final int SMALLEST_RETURNED = 4 << 20;
  private static final int LARGEST_KEPT = 32 << 20;

  private NativeMemory() {}

  /**
   * Gives what a model freed back to the operating system, the heap's part too. Takes a tenth of a
   * second, so it belongs behind loading and closing.
   */
  public static void giveBack() {
    System.gc();
    trim();
  }

  /**
   * Gives back what malloc holds, where the C library is glibc. Takes tens of milliseconds, so it
   * does not belong behind every step.
   */
  public static void trim() {
    call(TRIM, 0L);
  }

  /**
   * Whether large blocks go back as soon as they are freed, where the C library is glibc: the least
   * memory, for more time in getting it again.
   */
  public static void returnAtOnce(boolean atOnce) {
    // what glibc arrives at by itself, had it not been told anything
    call(OPTION, MMAP_THRESHOLD, atOnce ? SMALLEST_RETURNED : LARGEST_KEPT);
    call(OPTION, TRIM_THRESHOLD, 2 * LARGEST_KEPT);
  }

  private static void call(String function, Object... arguments) {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      NativeLibrary.getProcess().getFunction(function).invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      // musl has no such function; what it holds, it holds
      return;
    }
  }
}
