package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.ConceptDeleted;
import zoodip.events.v1.ConceptImported;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;

class ConceptFoldTest {
  private static final ConceptRecord FIRST = concept("first");

  @Test
  void anImportedConceptIsPublished() {
    assertEquals(
        List.of(new Effect.PublishConcept(Events.CONCEPT, FIRST)),
        ConceptFold.fold(Events.CONCEPT, Optional.empty(), imported(FIRST)));
  }

  @Test
  void anImportReplacesNone() {
    assertEquals(
        List.of(),
        ConceptFold.fold(Events.CONCEPT, Optional.of(FIRST), imported(concept("second"))));
  }

  @Test
  void aDeletedConceptIsRemovedWhereverItCameFrom() {
    var deleted =
        JobEvent.newBuilder().setConceptDeleted(ConceptDeleted.getDefaultInstance()).build();
    for (var before : List.of(Optional.of(FIRST), Optional.<ConceptRecord>empty())) {
      assertEquals(
          List.of(new Effect.RemoveConcept(Events.CONCEPT)),
          ConceptFold.fold(Events.CONCEPT, before, deleted));
    }
  }

  @Test
  void whatIsSaidOfJobsMeansNothingForAConcept() {
    assertEquals(
        List.of(), ConceptFold.fold(Events.CONCEPT, Optional.of(FIRST), Events.training()));
  }

  static JobEvent imported(ConceptRecord concept) {
    return JobEvent.newBuilder()
        .setConceptImported(ConceptImported.newBuilder().setConcept(concept))
        .build();
  }

  static ConceptRecord concept(String key) {
    return ConceptRecord.newBuilder().setEmbeddingKey(key).build();
  }
}
