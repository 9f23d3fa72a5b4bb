package zoodip.gateway.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;

/** One job's events, folded one after the other. */
final class History {
  private final String job;
  private final List<Effect> effects = new ArrayList<>();
  private final List<JournalSegmentReference> segments = new ArrayList<>();
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
    if (record.isEmpty()) {
      segments.clear();
    }
    foldResult.parts().stream()
        .filter(JobPart::hasSegment)
        .forEach(part -> segments.add(part.getSegment()));
    effects.addAll(foldResult.effects());
    return foldResult;
  }

  /** With the segments of its journal, as its topic shows it. */
  Optional<JobRecord> record() {
    return record.map(
        job -> job.hasArchive() ? job : job.toBuilder().addAllSegments(segments).build());
  }

  JobRecord job() {
    return record().orElseThrow();
  }

  List<Effect> effects() {
    return effects;
  }

  <E extends Effect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
