package zoodip.gateway.fold;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import zoodip.contract.JobStates;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.tracing.EventTrace;
import zoodip.platform.tracing.Spans;

/**
 * Applies the fold to each event and sends what follows to the topics. A record that cannot be an
 * event is logged and passed over: it must not stop the jobs of everyone.
 */
final class FoldProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger LOG = Logger.getLogger(FoldProcessor.class);

  private final EventEnvelope envelope = new EventEnvelope("/gateway/fold");
  private ProcessorContext<String, byte[]> context;
  private final boolean wholeRecords;
  private final int queueShards;
  private final FoldMetrics metrics;
  private FoldedJobs jobs;
  private KeyValueStore<String, ConceptRecord> imports;
  private Optional<Cancellable> wholeFromStart = Optional.empty();

  /**
   * @param wholeRecords whether each change writes the whole record, as gateways did that knew no
   *     parts
   * @param queueShards topics that each work queue is spread over
   */
  FoldProcessor(boolean wholeRecords, int queueShards, FoldMetrics metrics) {
    this.metrics = metrics;
    this.wholeRecords = wholeRecords;
    this.queueShards = queueShards;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    jobs =
        new FoldedJobs(
            context.getStateStore(JobTopology.STORE),
            context.getStateStore(JobTopology.PARTS),
            wholeRecords);
    imports = context.getStateStore(JobTopology.IMPORTS);
    if (wholeRecords) {
      wholeFromStart =
          Optional.of(
              context.schedule(
                  Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, this::makeWhole));
    }
  }

  @Override
  public void process(Record<String, byte[]> input) {
    if (input.key() == null || input.value() == null) {
      LOG.errorf("Passed over a record without key or value at %s", position());
      metrics.rejected();
      return;
    }
    wholeFromStart.ifPresent(pending -> makeWhole(input.timestamp()));
    MDC.put("job", input.key());
    try {
      trace(input);
    } finally {
      MDC.remove("job");
    }
  }

  /**
   * In a span if the event came with a trace: those of before, and of who traces nothing, do not.
   */
  private void trace(Record<String, byte[]> input) {
    Context cause = EventTrace.of(input.headers());
    if (Spans.isTraced(cause)) {
      var unused =
          Spans.within(
              Spans.named("fold " + Topics.JOB_EVENTS.title())
                  .setParent(cause)
                  .setSpanKind(SpanKind.CONSUMER)
                  .setAttribute(Spans.JOB, input.key()),
              () -> foldAndPublish(input));
    } else {
      var unused = foldAndPublish(input);
    }
  }

  private Optional<FoldResult> foldAndPublish(Record<String, byte[]> input) {
    Optional<JobRecord> before = jobs.find(input.key());
    Optional<ConceptRecord> imported = Optional.ofNullable(imports.get(input.key()));
    Optional<FoldResult> result = fold(input, before, imported);
    result.ifPresent(folded -> publish(input, before, folded));
    return result;
  }

  /**
   * Once, before anything else: what was kept in parts until now goes into the records, also of
   * jobs about which nothing is said for long.
   */
  private void makeWhole(long time) {
    wholeFromStart.ifPresent(Cancellable::cancel);
    wholeFromStart = Optional.empty();
    Set<String> inParts = jobs.withParts();
    for (String job : inParts) {
      jobs.find(job)
          .filter(record -> !jobs.keepsSegments(job))
          .map(record -> withSegments(job, record))
          .ifPresent(
              whole -> {
                jobs.put(job, whole);
                send(time, Topics.JOBS, job, Optional.of(whole));
              });
      removeParts(time, job);
    }
    LOG.infof(
        "Fold task %s: all records are whole, %d of them had parts; an earlier gateway may fold"
            + " them",
        context.taskId(), inParts.size());
  }

  private Optional<FoldResult> fold(
      Record<String, byte[]> input, Optional<JobRecord> before, Optional<ConceptRecord> imported) {
    try {
      JobEvent event = JobEvent.parseFrom(input.value());
      FoldResult result = fold(input, event, before, imported);
      metrics.folded(event, before, result, input.timestamp());
      return Optional.of(result);
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      LOG.errorf(e, "Passed over what is no job event at %s, key %s", position(), input.key());
      metrics.rejected();
      return Optional.empty();
    }
  }

  private FoldResult fold(
      Record<String, byte[]> input,
      JobEvent event,
      Optional<JobRecord> before,
      Optional<ConceptRecord> imported) {
    if (ResourceName.parse(input.key()).collection().equals("concepts")) {
      return new FoldResult(
          Optional.empty(), List.of(), ConceptFold.fold(input.key(), imported, event));
    }
    Instant time = Instant.ofEpochMilli(input.timestamp());
    FoldResult result = JobFold.fold(input.key(), before, event, position(), time);
    tell(input.key(), event, before, result.record());
    return before.isEmpty() && result.record().isPresent()
        ? result.tracedBy(EventTrace.parent(input.headers()))
        : result;
  }

  private void publish(
      Record<String, byte[]> input, Optional<JobRecord> before, FoldResult result) {
    if (!result.parts().isEmpty() && !wholeRecords) {
      result.parts().forEach(part -> add(input, part));
    } else if (result.record().isPresent()) {
      write(input, before, result);
    } else if (before.isPresent()) {
      jobs.remove(input.key());
      removeParts(input.timestamp(), input.key());
      send(input.timestamp(), Topics.JOBS, input.key(), Optional.empty());
    }
    for (Effect effect : result.effects()) {
      send(input.timestamp(), effect.topic(), effect.key(), effect.value());
      trackImports(input.key(), effect);
    }
  }

  private void add(Record<String, byte[]> input, JobPart part) {
    String key = JobPartKeys.of(input.key(), part);
    jobs.add(key, part);
    if (!part.hasSegment()) {
      send(input.timestamp(), Topics.JOB_PARTS, key, Optional.of(part));
    }
  }

  /**
   * What stands on the topic has the journal's segments: a worker that takes the job needs them.
   */
  private void write(Record<String, byte[]> input, Optional<JobRecord> before, FoldResult result) {
    String job = input.key();
    JobRecord record = result.record().orElseThrow();
    result.parts().stream()
        .filter(JobPart::hasSegment)
        .forEach(part -> jobs.add(JobPartKeys.of(job, part), part));
    JobRecord whole = withSegments(job, record);
    jobs.put(job, wholeRecords ? whole : record);
    if (record.hasArchive() || wholeRecords) {
      removeParts(input.timestamp(), job);
    }
    if (!result.record().equals(before)) {
      send(input.timestamp(), Topics.JOBS, job, Optional.of(whole));
    }
  }

  private JobRecord withSegments(String job, JobRecord record) {
    return record.hasArchive()
        ? record
        : record.toBuilder().clearSegments().addAllSegments(jobs.segments(job)).build();
  }

  private void removeParts(long time, String job) {
    for (JobPart part : jobs.removeParts(job)) {
      if (!part.hasSegment()) {
        send(time, Topics.JOB_PARTS, JobPartKeys.of(job, part), Optional.empty());
      }
    }
  }

  /** What is known of imports follows from what is said about the concept itself. */
  private void trackImports(String key, Effect effect) {
    if (effect instanceof Effect.PublishConcept published && published.key().equals(key)) {
      imports.put(key, published.concept());
    } else if (effect instanceof Effect.RemoveConcept) {
      imports.delete(effect.key());
    }
  }

  private void send(long time, Topics topic, String key, Optional<? extends Message> value) {
    Headers headers =
        value.map(message -> envelope.headers(topic, key, message)).orElseGet(RecordHeaders::new);
    byte[] bytes = value.map(Message::toByteArray).orElse(null);
    int shard = topic.isQueue() ? Topics.shard(key, queueShards) : 0;
    context.forward(new Record<>(key, bytes, time, headers), topic.title(shard));
  }

  private LogPosition position() {
    var metadata = context.recordMetadata().orElseThrow();
    return new LogPosition(metadata.partition(), metadata.offset());
  }

  private static void tell(
      String key, JobEvent event, Optional<JobRecord> before, Optional<JobRecord> after) {
    String from = state(before);
    String to = state(after);
    Logger.Level level = from.equals(to) ? Logger.Level.DEBUG : Logger.Level.INFO;
    LOG.logf(level, "%s: %s, %s -> %s", key, event.getFactCase(), from, to);
    Span.current()
        .setAttribute(Spans.EVENT, event.getFactCase().name())
        .setAttribute(Spans.OUTCOME, from + " -> " + to);
  }

  private static String state(Optional<JobRecord> record) {
    return record.map(job -> JobStates.label(job.getState())).orElse("(none)");
  }
}
