package zoodip.trainer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Semaphore;

/**
 * Lets a trainer do as many steps as it is allowed, one training at a time: each step is measured,
 * so its metrics ask this clock right before and right after it.
 */
final class HeldSteps implements Clock {
  private final Semaphore allowed = new Semaphore(0);
  private volatile boolean inStep;
  private volatile int done;

  /** What a trainer measures its steps with. */
  MeterRegistry registry() {
    return new SimpleMeterRegistry(SimpleConfig.DEFAULT, this);
  }

  void allow(int steps) {
    allowed.release(steps);
  }

  /** Steps that are done, those of all attempts. */
  int done() {
    return done;
  }

  @Override
  public synchronized long monotonicTime() {
    if (inStep) {
      done++;
    } else {
      allowed.acquireUninterruptibly();
    }
    inStep = !inStep;
    return System.nanoTime();
  }

  @Override
  public long wallTime() {
    return System.currentTimeMillis();
  }
}
