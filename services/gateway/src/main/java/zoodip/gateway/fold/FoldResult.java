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
public record FoldResult(Optional<JobRecord> record, List<Effect> effects) {
  public FoldResult {
    effects = List.copyOf(effects);
  }

  static FoldResult to(JobRecord.Builder record, Effect... effects) {
    return new FoldResult(Optional.of(record.build()), List.of(effects));
  }

  static FoldResult withoutRecord(Effect... effects) {
    return new FoldResult(Optional.empty(), List.of(effects));
  }
}
