package zoodip.fleet.simulation;

import zoodip.events.v1.JobRecord;
import zoodip.fleet.queue.Delivery;
import zoodip.fleet.settings.Recovery;
import zoodip.fleet.settings.TrainingTimes;
import zoodip.fleet.time.Alarm;
import zoodip.fleet.time.Timeline;

/**
 * One attempt at a job: it begins, waits for the model, gets to where the job was saved, and does
 * steps, which it saves as the recovery says.
 */
final class SimulatedAttempt {
  private final FleetWorld world;
  private final TrainingTimes times;
  private final Recovery recovery;
  private final Delivery delivery;
  private final String job;
  private final String attempt;
  private final LoadedModel model;
  private final Runnable onEnd;

  private Alarm nextPhase;
  private Alarm nextSave;
  private TimeUse phase = TimeUse.ATTEMPTS;
  private long phaseBegan;
  private int firstDone;
  private long stepping;

  /**
   * @param slot its number
   * @param model of the GPU
   * @param onEnd told when the attempt has ended in good order
   */
  SimulatedAttempt(
      FleetWorld world, Delivery delivery, int slot, LoadedModel model, Runnable onEnd) {
    this.world = world;
    this.delivery = delivery;
    this.model = model;
    this.onEnd = onEnd;
    times = world.settings().times();
    recovery = world.settings().recovery();
    job = delivery.request().getJob();
    attempt = job + "/" + delivery.offset() + "/" + delivery.count();
    phaseBegan = world.now();
    world.jobs().history(job).taken(world.now());
    world.jobs().append(job, TrainingEvents.started(attempt, slot));
    world.counters().busy(slot);
    firstDone = record().getLastStep();
    nextPhase = after(Timeline.micros(times.start()), this::load);
    nextSave = nextPhase;
  }

  /** The GPU will be gone soon: the job is given back. */
  void suspend() {
    nextPhase.cancel();
    nextSave.cancel();
    enter(TimeUse.ATTEMPTS);
    int done = done();
    nextPhase =
        after(
            Timeline.micros(times.commit()),
            () -> {
              if (recovery.savesOnNotice()) {
                save(done);
              }
              leave();
              world.jobs().append(job, TrainingEvents.suspended(attempt, "preempted"));
              end();
            });
  }

  /** The GPU is gone, and nothing was said. */
  void die() {
    nextPhase.cancel();
    nextSave.cancel();
    leave();
    world.counters().free();
    world.jobs().history(job).died(world.now());
    delivery.abandon();
  }

  private void load() {
    enter(TimeUse.MODEL_LOADS);
    nextPhase = world.timeline().at(model.readyAt(world.now()), this::resume);
  }

  private void resume() {
    enter(TimeUse.REPLAYS);
    int saves = world.jobs().history(job).saves();
    nextPhase = after(Timeline.micros(recovery.resume(saves, firstDone)), this::step);
  }

  private void step() {
    enter(TimeUse.USEFUL);
    nextPhase = after(times.micros(times.steps() - firstDone), this::finish);
    planSave(firstDone);
  }

  /**
   * Has what is done by then saved when it is due.
   *
   * @param done steps at the last save
   */
  private void planSave(int done) {
    int until = recovery.stepsUntilSave(world.jobs().history(job).saves(), done, times);
    if (until < times.steps() - done) {
      int next = Math.max(done + until, done() + 1);
      long time = phaseBegan + times.micros(next - firstDone);
      nextSave =
          world
              .timeline()
              .at(
                  time + Timeline.micros(times.commit()),
                  () -> {
                    save(next);
                    planSave(next);
                  });
    }
  }

  private void finish() {
    nextSave.cancel();
    enter(TimeUse.ATTEMPTS);
    nextPhase =
        after(
            Timeline.micros(times.commit()),
            () -> {
              save(times.steps());
              leave();
              world.jobs().append(job, TrainingEvents.succeeded(attempt, times.steps()));
              end();
            });
  }

  private void save(int done) {
    int saved = record().getLastStep();
    if (done > saved) {
      world.jobs().append(job, TrainingEvents.committed(attempt, saved + 1, done, times.steps()));
      world.jobs().history(job).saved();
    }
  }

  private void end() {
    world.counters().free();
    delivery.accept();
    onEnd.run();
  }

  /** Steps that were done, those of earlier attempts included. */
  private int done() {
    long worked = phase == TimeUse.USEFUL ? world.now() - phaseBegan : stepping;
    return Math.min(times.steps(), firstDone + times.stepsIn(worked));
  }

  private void enter(TimeUse next) {
    count();
    phase = next;
    phaseBegan = world.now();
  }

  private void count() {
    long spent = world.now() - phaseBegan;
    if (phase == TimeUse.USEFUL) {
      stepping = spent;
    } else {
      world.times().add(phase, spent);
    }
  }

  /** The attempt is over: what of its steps was saved is of use. */
  private void leave() {
    int done = done();
    count();
    int saved = record().getLastStep();
    long kept = times.micros(saved) - times.micros(firstDone);
    world.times().add(TimeUse.USEFUL, kept);
    world.times().add(TimeUse.STEPS_AGAIN, stepping - kept);
    world.jobs().history(job).lost(done - saved);
  }

  private JobRecord record() {
    return world.jobs().record(job);
  }

  private Alarm after(long delay, Runnable action) {
    return world.timeline().after(delay, action);
  }
}
