package zoodip.gateway.records;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.util.Comparator;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.fold.JobParts;
import zoodip.v1.JobState;

/** A job in memory: what lists are ordered and filtered by, and its packed record. */
public final class JobEntry {
  /**
   * A job's place in lists, as long as it lives.
   *
   * @param createTime nanoseconds since 1970
   */
  public record Place(long createTime, String name) {
    /** As pages order jobs where the caller says nothing. */
    static final Comparator<Place> NEWEST_FIRST =
        Comparator.comparingLong(Place::createTime).reversed().thenComparing(Place::name);
  }

  private static final long NANOS = 1_000_000_000L;

  private final String name;
  private final boolean training;
  private final boolean archived;
  private final JobState state;
  private final String subject;
  private final String model;
  private final String concept;
  private final String evaluation;
  private final long createTime;
  private final long startTime;
  private final long endTime;
  private final long updateTime;
  private final int unitsLeft;
  private final PackedRecord record;
  private final JobParts parts;

  private JobEntry(String name, JobRecord shown, PackedRecord record, JobParts parts) {
    this.name = name;
    this.record = record;
    this.parts = parts;
    JobSpec spec = shown.getSpec();
    training = spec.hasTraining();
    archived = shown.hasArchive();
    state = shown.getState();
    subject = training ? spec.getTraining().getSubject() : spec.getEvaluation().getSubject();
    // of a handful of names
    model = (training ? spec.getTraining().getModel() : spec.getEvaluation().getModel()).intern();
    concept = training ? spec.getTraining().getConcept() : spec.getEvaluation().getConcept();
    evaluation = shown.getEvaluationJob();
    createTime = nanos(shown.getCreateTime());
    startTime = nanos(shown.getStartTime());
    endTime = nanos(shown.getEndTime());
    updateTime = nanos(shown.getUpdateTime());
    unitsLeft = Math.max(0, units(shown) - shown.getProgress().getDone());
  }

  /** Before its first progress a training's length follows from its settings. */
  private static int units(JobRecord job) {
    return job.getProgress().getTotal() == 0 && job.getSpec().hasTraining()
        ? job.getSpec().getTraining().getSettings().getSteps()
        : job.getProgress().getTotal();
  }

  /**
   * An entry.
   *
   * @param record a JobRecord
   * @throws InvalidProtocolBufferException if it is none
   */
  static JobEntry of(String name, byte[] record, JobParts parts)
      throws InvalidProtocolBufferException {
    return new JobEntry(
        name, parts.addedTo(JobRecord.parseFrom(record)), PackedRecord.of(record), parts);
  }

  /** The same job with other parts. */
  JobEntry with(JobParts other) {
    return new JobEntry(name, other.addedTo(parse(record)), record, other);
  }

  Place place() {
    return new Place(createTime, name);
  }

  /** Its resource name. */
  public String name() {
    return name;
  }

  /** A training, or else an evaluation. */
  public boolean isTraining() {
    return training;
  }

  /** Whether the whole record is in the object store, and a compact one here. */
  public boolean isArchived() {
    return archived;
  }

  public JobState state() {
    return state;
  }

  public String subject() {
    return subject;
  }

  public String model() {
    return model;
  }

  public String concept() {
    return concept;
  }

  /** Of a training that succeeded: its evaluation's name, or empty. */
  public String evaluation() {
    return evaluation;
  }

  /** Nanoseconds since 1970, as all times here; 0: not yet. */
  public long createTime() {
    return createTime;
  }

  public long startTime() {
    return startTime;
  }

  public long endTime() {
    return endTime;
  }

  public long updateTime() {
    return updateTime;
  }

  /**
   * Update steps of a training, or images of an evaluation, that are not done yet; 0 of an
   * evaluation that has not begun.
   */
  int unitsLeft() {
    return unitsLeft;
  }

  /** Bytes that the record takes in an answer, about. */
  public int size() {
    return record.size();
  }

  /** All that is known of the job here. */
  public JobRecord record() {
    return parts.addedTo(parse(record));
  }

  private static JobRecord parse(PackedRecord record) {
    try {
      return JobRecord.parseFrom(record.unpacked());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("A record that could be read before", e);
    }
  }

  private static long nanos(Timestamp time) {
    return time.getSeconds() * NANOS + time.getNanos();
  }
}
