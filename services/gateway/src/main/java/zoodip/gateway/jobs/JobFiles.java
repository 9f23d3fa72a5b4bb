package zoodip.gateway.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;

/** What jobs leave in the object store. */
@ApplicationScoped
public class JobFiles {
  private final Storage storage;
  private final CompactedView<ConceptRecord> concepts;

  @Inject
  public JobFiles(Storage storage, CompactedView<ConceptRecord> concepts) {
    this.storage = storage;
    this.concepts = concepts;
  }

  /** Deletes what an ended job wrote, but for what a concept that lives on was made of. */
  void delete(JobRecord job) {
    Set<String> kept = keptForConcept(job);
    storage.list(ObjectKeys.job(ResourceName.parse(job.getName()))).stream()
        .filter(key -> !kept.contains(key))
        .forEach(storage::delete);
  }

  private Set<String> keptForConcept(JobRecord job) {
    Set<String> kept = new HashSet<>();
    Optional.of(job.getSpec().getTraining().getConcept())
        .flatMap(concepts::get)
        .filter(concept -> concept.getConcept().getTrainingJob().equals(job.getName()))
        .ifPresent(
            concept -> {
              kept.add(concept.getEmbeddingKey());
              kept.add(job.getTrainingResult().getProvenanceKey());
            });
    return kept;
  }
}
