package zoodip.fleet.simulation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import zoodip.fleet.settings.SpotMarket;
import zoodip.fleet.time.Alarm;
import zoodip.fleet.time.Chance;
import zoodip.fleet.time.Timeline;

/** One GPU, from its beginning until it is preempted or given back. */
final class Gpu {
  private final FleetWorld world;
  private final int position;
  private final Consumer<Gpu> onGone;
  private final Runnable onIdle;
  private final long began;
  private final Alarm boot;
  private List<Slot> slots = List.of();
  private Alarm notice;
  private Alarm end;

  /**
   * @param position in the fleet, from 0
   * @param chance of this position
   * @param onGone told when it is preempted
   * @param onIdle told when a slot has become free
   */
  Gpu(FleetWorld world, int position, Chance chance, Consumer<Gpu> onGone, Runnable onIdle) {
    this.world = world;
    this.position = position;
    this.onGone = onGone;
    this.onIdle = onIdle;
    began = world.now();
    boot = world.timeline().after(Timeline.micros(market().boot()), this::open);
    notice = boot;
    end = boot;
    if (market().preempts()) {
      plan(chance);
    }
  }

  int position() {
    return position;
  }

  /** Whether it takes requests and has none. */
  boolean isIdle() {
    return !slots.isEmpty() && slots.stream().noneMatch(Slot::isBusy);
  }

  /** Ends it in good order, while it is idle or boots. */
  void giveBack() {
    notice.cancel();
    end.cancel();
    slots.forEach(Slot::stop);
    vanish();
  }

  private void plan(Chance chance) {
    double mean = Timeline.micros(market().meanTimeToPreemption());
    long life = Math.max(1, Math.round(chance.exponential(mean)));
    boolean announced = chance.uniform() < market().noticeShare();
    if (announced) {
      long before = Math.min(life, Timeline.micros(market().notice()));
      notice = world.timeline().after(life - before, this::prepare);
    }
    end =
        world
            .timeline()
            .after(
                life,
                () -> {
                  world.counters().preempted(announced);
                  vanish();
                  onGone.accept(this);
                });
  }

  private void open() {
    countMachine();
    int count = world.settings().slotsPerGpu();
    LoadedModel model = new LoadedModel(Timeline.micros(world.settings().times().modelLoad()));
    slots =
        IntStream.range(0, count)
            .mapToObj(i -> new Slot(world, position * count + i, model, onIdle))
            .toList();
  }

  private void prepare() {
    boot.cancel();
    slots.forEach(Slot::stop);
  }

  private void vanish() {
    boot.cancel();
    if (slots.isEmpty()) {
      countMachine();
    } else {
      slots.forEach(Slot::die);
    }
    world.counters().paid(world.now() - began);
  }

  private void countMachine() {
    long slotTime = (world.now() - began) * world.settings().slotsPerGpu();
    world.times().add(TimeUse.MACHINES, slotTime);
  }

  private SpotMarket market() {
    return world.settings().market();
  }
}
