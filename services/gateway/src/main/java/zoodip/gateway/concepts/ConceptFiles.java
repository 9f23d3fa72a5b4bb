package zoodip.gateway.concepts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.storage.Storage;

/** What concepts leave in the object store. */
@ApplicationScoped
public class ConceptFiles {
  private final Storage storage;
  private final CompactedView<JobRecord> jobs;

  @Inject
  public ConceptFiles(Storage storage, CompactedView<JobRecord> jobs) {
    this.storage = storage;
    this.jobs = jobs;
  }

  /** Deletes a concept's files unless they are still those of the training that wrote them. */
  void delete(ConceptRecord concept) {
    boolean ofJob =
        !concept.getConcept().getTrainingJob().isEmpty()
            && jobs.get(concept.getConcept().getTrainingJob()).isPresent();
    String key = concept.getEmbeddingKey();
    if (!ofJob && key.contains("/")) {
      storage.deleteAll(key.substring(0, key.lastIndexOf('/') + 1));
    }
  }
}
