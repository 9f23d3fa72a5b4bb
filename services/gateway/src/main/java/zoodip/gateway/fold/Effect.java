package zoodip.gateway.fold;

import com.google.protobuf.Message;
import java.util.Optional;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.Topics;

/** What follows from an event besides the job's new state: a record for another topic. */
public sealed interface Effect {
  Topics topic();

  String key();

  /** Empty deletes what stands under the key. */
  Optional<Message> value();

  /** The job waits for a worker. */
  record Enqueue(Topics topic, WorkRequest request) implements Effect {
    @Override
    public String key() {
      return request.getJob();
    }

    @Override
    public Optional<Message> value() {
      return Optional.of(request);
    }
  }

  /** A concept is learned or imported, or replaced by a newer one of its name. */
  record PublishConcept(String key, ConceptRecord concept) implements Effect {
    @Override
    public Topics topic() {
      return Topics.CONCEPTS;
    }

    @Override
    public Optional<Message> value() {
      return Optional.of(concept);
    }
  }

  /** A concept is gone. */
  record RemoveConcept(String key) implements Effect {
    @Override
    public Topics topic() {
      return Topics.CONCEPTS;
    }

    @Override
    public Optional<Message> value() {
      return Optional.empty();
    }
  }

  /** An event about another job. */
  record AppendEvent(String key, JobEvent event) implements Effect {
    @Override
    public Topics topic() {
      return Topics.JOB_EVENTS;
    }

    @Override
    public Optional<Message> value() {
      return Optional.of(event);
    }
  }
}
