package zoodip.fleet.simulation;

import zoodip.events.v1.JobRecord;
import zoodip.fleet.queue.Delivery;
import zoodip.platform.work.RedeliveryPolicy;

/** What a slot does with a request that it does not work on; it takes no time. */
record RequestScreening(FleetWorld world) {

  /**
   * Looks at a request that was just delivered, and is done with it if it is not to be worked on.
   *
   * @return whether it is done with
   */
  boolean refuses(Delivery delivery, int slot) {
    String job = delivery.request().getJob();
    JobRecord record = world.jobs().record(job);
    boolean settled = record == null || RedeliveryPolicy.isSettled(delivery.request(), record);
    if (!settled && !policy().isLast(delivery.count())) {
      return false;
    }
    if (!settled) {
      end(job, record, delivery, slot);
    }
    delivery.accept();
    return true;
  }

  /** At the last delivery a job fails, or is queued afresh. */
  private void end(String job, JobRecord record, Delivery delivery, int slot) {
    if (policy().isExhausted(record, delivery.count())) {
      world
          .jobs()
          .append(job, TrainingEvents.failed(RedeliveryPolicy.exhausted(record, delivery.count())));
      return;
    }
    String attempt = job + "/last/" + delivery.offset();
    world.jobs().append(job, TrainingEvents.started(attempt, slot));
    world
        .jobs()
        .append(job, TrainingEvents.suspended(attempt, "its request was delivered too often"));
  }

  private RedeliveryPolicy policy() {
    return world.settings().rules().redelivery();
  }
}
