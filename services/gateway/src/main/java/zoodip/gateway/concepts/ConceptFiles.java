package zoodip.gateway.concepts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
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

  /**
   * Deletes a concept's files, but for those of a training that still is there; with them those of
   * an import that a training has replaced.
   */
  void delete(ConceptRecord concept) {
    boolean ofJob =
        !concept.getConcept().getTrainingJob().isEmpty()
            && jobs.get(concept.getConcept().getTrainingJob()).isPresent();
    String key = concept.getEmbeddingKey();
    if (!ofJob && key.contains("/")) {
      storage.deleteAll(key.substring(0, key.lastIndexOf('/') + 1));
    }
    storage.deleteAll(ObjectKeys.concept(ResourceName.parse(concept.getConcept().getName())));
  }
}
