package zoodip.fleet.simulation;

import java.util.function.IntConsumer;
import zoodip.fleet.settings.Workload;
import zoodip.fleet.time.Chance;
import zoodip.fleet.time.Timeline;

/** Lets jobs arrive as the workload says. */
final class JobArrivals {
  private static final int ARRIVALS = 0;

  private final Workload workload;
  private final Timeline timeline;
  private final Chance chance;
  private boolean moreToCome = true;
  private int arrived;

  JobArrivals(Workload workload, long seed, Timeline timeline) {
    this.workload = workload;
    this.timeline = timeline;
    chance = new Chance(seed, ARRIVALS, 0);
  }

  /** Whether jobs will still arrive. */
  boolean moreToCome() {
    return moreToCome;
  }

  /**
   * @param accept is given the number of each job, from 0, when it arrives
   */
  void begin(IntConsumer accept) {
    if (workload instanceof Workload.Burst burst) {
      moreToCome = false;
      for (int i = 0; i < burst.jobs(); i++) {
        accept.accept(i);
      }
    } else if (workload instanceof Workload.Steady steady) {
      planNext(steady, accept);
    }
  }

  private void planNext(Workload.Steady steady, IntConsumer accept) {
    double mean = 3600.0 * Timeline.SECOND / steady.perHour();
    long next = timeline.now() + Math.round(chance.exponential(mean));
    if (next > Timeline.micros(steady.span())) {
      timeline.at(
          Math.max(timeline.now(), Timeline.micros(steady.span())), () -> moreToCome = false);
      return;
    }
    timeline.at(
        next,
        () -> {
          accept.accept(arrived++);
          planNext(steady, accept);
        });
  }
}
