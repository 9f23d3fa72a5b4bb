package zoodip.gateway.fold;

import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;

/**
 * What an event makes of a job.
 *
 * @param record the job's state after the event; empty if there is no such job (any more)
 * @param parts what alone the event has changed of a job that goes on; none if the record itself
 *     has changed
 * @param effects what else follows, in order
 */
public record FoldResult(Optional<JobRecord> record, List<JobPart> parts, List<Effect> effects) {
  public FoldResult {
    parts = List.copyOf(parts);
    effects = List.copyOf(effects);
  }

  static FoldResult to(JobRecord.Builder record, Effect... effects) {
    return new FoldResult(Optional.of(record.build()), List.of(), List.of(effects));
  }

  /** A job that goes on with something added. */
  static FoldResult withParts(JobRecord.Builder record, List<JobPart> parts) {
    return new FoldResult(Optional.of(record.build()), parts, List.of());
  }

  /** The same, and the record names the trace that it began in. */
  FoldResult tracedBy(String traceParent) {
    return new FoldResult(
        record.map(job -> job.toBuilder().setTraceParent(traceParent).build()), parts, effects);
  }

  static FoldResult withoutRecord(Effect... effects) {
    return new FoldResult(Optional.empty(), List.of(), List.of(effects));
  }
}
