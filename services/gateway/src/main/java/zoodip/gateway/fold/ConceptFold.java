package zoodip.gateway.fold;

import java.util.List;
import java.util.Optional;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;

/**
 * What becomes of concepts that are not learned here: a pure function, as {@link JobFold}. An
 * import never replaces another one; of two that name the same concept, the first that is said
 * counts until the concept is deleted.
 */
final class ConceptFold {
  private ConceptFold() {}

  /**
   * What follows from an event.
   *
   * @param key the concept's name
   * @param imported the last import of that name, unless the concept was deleted since
   */
  static List<Effect> fold(String key, Optional<ConceptRecord> imported, JobEvent event) {
    return switch (event.getFactCase()) {
      case CONCEPT_IMPORTED ->
          imported.isPresent()
              ? List.of()
              : List.of(new Effect.PublishConcept(key, event.getConceptImported().getConcept()));
      case CONCEPT_DELETED -> List.of(new Effect.RemoveConcept(key));
      case ACCEPTED,
          STARTED,
          STEPS_COMMITTED,
          SUSPENDED,
          SUCCEEDED,
          FAILED,
          CANCEL_REQUESTED,
          CANCELLED,
          DELETE_REQUESTED,
          ARCHIVED,
          FACT_NOT_SET ->
          List.of();
    };
  }
}
