package zoodip.platform.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Told once that the process shuts down. */
final class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);

  void give() {
    given.countDown();
  }

  boolean isGiven() {
    return given.getCount() == 0;
  }

  /** Waits, but not longer than until the signal. */
  void pause(Duration time) throws InterruptedException {
    boolean unused = given.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
