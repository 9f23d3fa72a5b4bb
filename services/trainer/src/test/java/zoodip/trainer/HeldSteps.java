package zoodip.trainer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a trainer go on after as many steps as it is allowed, one training at a time: each step is
 * measured before its losses go to the journal, and its timer holds the trainer there.
 */
final class HeldSteps {
  private static final String STEPS = "zoodip.training.step";

  private final Semaphore allowed = new Semaphore(0);
  private final AtomicInteger done = new AtomicInteger();

  /** What a trainer measures its steps with. */
  MeterRegistry registry() {
    return new SimpleMeterRegistry() {
      @Override
      protected Timer newTimer(
          Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauses) {
        return id.getName().equals(STEPS)
            ? new HoldingTimer(id, this, distribution, pauses)
            : super.newTimer(id, distribution, pauses);
      }
    };
  }

  void allow(int steps) {
    allowed.release(steps);
  }

  /** Steps that are done, those of all attempts. */
  int done() {
    return done.get();
  }

  private final class HoldingTimer extends CumulativeTimer {
    HoldingTimer(
        Meter.Id id,
        MeterRegistry registry,
        DistributionStatisticConfig distribution,
        PauseDetector pauses) {
      super(id, registry.config().clock(), distribution, pauses, TimeUnit.SECONDS, false);
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
      super.recordNonNegative(amount, unit);
      done.incrementAndGet();
      allowed.acquireUninterruptibly();
    }
  }
}
