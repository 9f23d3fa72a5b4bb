package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdleExitTest {
  private static final Duration PATIENCE = Duration.ofMillis(700);

  @Test
  void itComesWhenThereWasNoJobForLongEnoughAndNotBefore() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    IdleExit exit =
        new IdleExit(
            attempt -> {
              begun.countDown();
              done.await();
              return new AttemptResult.Abandoned();
            },
            PATIENCE,
            ended::countDown);
    Thread slot = new Thread(() -> work(exit));
    slot.start();
    begun.await();

    assertFalse(ended.await(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS));
    long idleSince = System.nanoTime();
    done.countDown();
    ended.await();

    assertTrue(System.nanoTime() - idleSince >= PATIENCE.toNanos());
    slot.join();
  }

  private static void work(IdleExit exit) {
    try {
      var unused = exit.work(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
