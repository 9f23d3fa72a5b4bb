package zoodip.fleet.simulation;

import java.util.Optional;
import zoodip.fleet.queue.Delivery;
import zoodip.fleet.queue.QueueMember;
import zoodip.fleet.queue.ShareQueue;
import zoodip.fleet.time.Alarm;
import zoodip.fleet.time.Timeline;
import zoodip.platform.work.ShardTour;

/**
 * A slot of a running GPU: goes from one part of the queue to the next and works on what it gets.
 */
final class Slot implements QueueMember {
  private final FleetWorld world;
  private final int number;
  private final ShardTour tour;
  private final LoadedModel model;
  private final Runnable onIdle;

  private Optional<ShareQueue> joined = Optional.empty();
  private Optional<SimulatedAttempt> run = Optional.empty();
  private Alarm patience;
  private TimeUse withoutJob = TimeUse.IDLE;
  private long idleSince;
  private int visit;
  private int idleVisits;
  private boolean worked;
  private boolean stopping;

  /**
   * @param number of the slot in the fleet
   * @param onIdle told when it has nothing to do any more, or has stopped
   */
  Slot(FleetWorld world, int number, LoadedModel model, Runnable onIdle) {
    this.world = world;
    this.number = number;
    this.model = model;
    this.onIdle = onIdle;
    tour = world.settings().rules().tour(world.queues().size(), number);
    idleSince = world.now();
    patience = world.timeline().after(0, this::arrive);
  }

  boolean isBusy() {
    return run.isPresent();
  }

  @Override
  public void take(Delivery delivery) {
    patience.cancel();
    worked = true;
    if (new RequestScreening(world).refuses(delivery, number)) {
      patience = world.timeline().after(0, this::stay);
      return;
    }
    countIdle();
    run = Optional.of(new SimulatedAttempt(world, delivery, number, model, this::ended));
  }

  /** Takes nothing more, and gives back what it works on. */
  void stop() {
    stopping = true;
    run.ifPresentOrElse(SimulatedAttempt::suspend, this::close);
  }

  /** Is gone, without a word. */
  void die() {
    patience.cancel();
    run.ifPresentOrElse(SimulatedAttempt::die, this::countIdle);
    joined.ifPresent(queue -> queue.lose(this));
    joined = Optional.empty();
  }

  private void arrive() {
    ShareQueue queue = world.queues().get(tour.shard(visit));
    if (queue.join(this)) {
      joined = Optional.of(queue);
      stay();
    } else {
      patience = world.timeline().after(Timeline.micros(tour.patience()), this::moveOn);
    }
  }

  private void stay() {
    tour.stay(idleVisits)
        .ifPresent(stay -> patience = world.timeline().after(Timeline.micros(stay), this::moveOn));
    joined.orElseThrow().await(this);
  }

  private void moveOn() {
    joined.ifPresent(queue -> queue.leave(this));
    joined = Optional.empty();
    visit++;
    idleVisits = worked ? 0 : idleVisits + 1;
    worked = false;
    arrive();
  }

  private void ended() {
    run = Optional.empty();
    idleSince = world.now();
    if (stopping) {
      close();
    } else {
      stay();
    }
    if (!isBusy()) {
      onIdle.run();
    }
  }

  private void close() {
    patience.cancel();
    countIdle();
    joined.ifPresent(queue -> queue.leave(this));
    joined = Optional.empty();
    withoutJob = TimeUse.MACHINES;
  }

  private void countIdle() {
    world.times().add(withoutJob, world.now() - idleSince);
    idleSince = world.now();
  }
}
