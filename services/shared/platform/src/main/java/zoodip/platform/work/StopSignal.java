package zoodip.platform.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Told once that the process shuts down. */
final class StopSignal {
  private final CountDownLatch signalled = new CountDownLatch(1);

  void signal() {
    signalled.countDown();
  }

  boolean isSignalled() {
    return signalled.getCount() == 0;
  }

  /** Waits, but not longer than until the signal. */
  void pause(Duration time) throws InterruptedException {
    boolean unused = signalled.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
