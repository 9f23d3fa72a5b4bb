package zoodip.gateway.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;

/** One job's events, folded one after the other. */
final class History {
  private final String job;
  private final List<Effect> effects = new ArrayList<>();
  private Optional<JobRecord> record = Optional.empty();
  private long offset = 40;

  History(String job) {
    this.job = job;
  }

  static History of(String job, JobEvent... events) {
    History history = new History(job);
    for (JobEvent event : events) {
      history.publish(event);
    }
    return history;
  }

  FoldResult publish(JobEvent event) {
    offset++;
    FoldResult foldResult =
        JobFold.fold(job, record, event, new LogPosition(2, offset), Instant.ofEpochSecond(offset));
    record = foldResult.record();
    effects.addAll(foldResult.effects());
    return foldResult;
  }

  Optional<JobRecord> record() {
    return record;
  }

  JobRecord job() {
    return record.orElseThrow();
  }

  List<Effect> effects() {
    return effects;
  }

  <E extends Effect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
