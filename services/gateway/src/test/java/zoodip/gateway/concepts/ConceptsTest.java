package zoodip.gateway.concepts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.Concept;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetConceptRequest;
import zoodip.v1.ListConceptsRequest;

@QuarkusTest
class ConceptsTest extends GatewayTestBase {
  @Test
  void aPublishedConceptIsThere() {
    String name = publishConcept("my-mug", MODEL);

    Concept concept = get(name);

    assertEquals("<my-mug>", concept.getPlaceholder());
    assertEquals(MODEL, concept.getModel());
  }

  @Test
  void conceptsAreListedByName() {
    String second = publishConcept("b", MODEL);
    String first = publishConcept("a", MODEL);

    assertEquals(
        List.of(first, second),
        client
            .concepts()
            .listConcepts(ListConceptsRequest.newBuilder().setParent(tenant).build())
            .getConceptsList()
            .stream()
            .map(Concept::getName)
            .toList());
  }

  @Test
  void aConceptThatIsNotThereIsSaidWithOneThatMayBeMeant() {
    publishConcept("my-mug-2", MODEL);

    var error =
        refused(ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> get(tenant + "/concepts/my-mug"));

    assertEquals(
        "There is no concept %s/concepts/my-mug; did you mean <my-mug-2>?".formatted(tenant),
        error.getStatus().getDescription());
  }

  @Test
  void aDeletedConceptIsGoneWithItsFiles() {
    String name = publishConcept("my-mug", MODEL);

    var delete = DeleteConceptRequest.newBuilder().setName(name).build();
    var unused = client.concepts().deleteConcept(delete);

    refused(ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> get(name));
    refused(
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> client.concepts().deleteConcept(delete));
    assertEquals(List.of(), storage.list(tenant + "/imports/"));
  }

  private Concept get(String name) {
    return client.concepts().getConcept(GetConceptRequest.newBuilder().setName(name).build());
  }
}
