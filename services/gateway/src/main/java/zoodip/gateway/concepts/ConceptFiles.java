package zoodip.gateway.concepts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;

/** What concepts leave in the object store. */
@ApplicationScoped
public class ConceptFiles {
  private final Storage storage;
  private final JobView jobs;

  @Inject
  public ConceptFiles(Storage storage, JobView jobs) {
    this.storage = storage;
    this.jobs = jobs;
  }

  /**
   * Deletes everything under a concept's name, with what an import left that a training has
   * replaced, but for the files of a training that still is there.
   */
  void delete(ConceptRecord concept) {
    deleteReplaced(concept);
    storage.deleteAll(ObjectKeys.concept(ResourceName.parse(concept.getConcept().getName())));
  }

  /** Deletes only what this concept was made of; another one may have its name by now. */
  void deleteReplaced(ConceptRecord concept) {
    boolean ofJob =
        !concept.getConcept().getTrainingJob().isEmpty()
            && jobs.get(concept.getConcept().getTrainingJob()).isPresent();
    String key = concept.getEmbeddingKey();
    if (!ofJob && key.contains("/")) {
      storage.deleteAll(key.substring(0, key.lastIndexOf('/') + 1));
    }
  }
}
