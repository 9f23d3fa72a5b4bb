package zoodip.gateway.fold;

import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobRecord;

/**
 * What an event makes of a job.
 *
 * @param record the job's state after the event; empty if there is no such job (any more)
 * @param effects what else follows, in order
 */
public record Folded(Optional<JobRecord> record, List<Effect> effects) {
  public Folded {
    effects = List.copyOf(effects);
  }

  static Folded to(JobRecord.Builder record, Effect... effects) {
    return new Folded(Optional.of(record.build()), List.of(effects));
  }

  static Folded withoutRecord(Effect... effects) {
    return new Folded(Optional.empty(), List.of(effects));
  }
}
