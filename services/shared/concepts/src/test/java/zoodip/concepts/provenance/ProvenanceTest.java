package zoodip.concepts.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final float[] FIRST = {1.5f, -2, Float.MIN_VALUE};

  @Test
  void whatIsWrittenIsReadAgain() {
    Provenance read = Provenance.parse(provenance().toJson());
    assertEquals(provenance(), read);
    assertArrayEquals(FIRST, read.firstTheta());
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() {
    String json = new String(provenance().toJson(), UTF_8).replaceFirst("\\{", "{\"later\": 1,");
    assertEquals(provenance(), Provenance.parse(json.getBytes(UTF_8)));
  }

  @Test
  void whatIsNoProvenanceIsRefused() {
    for (String json : List.of("", "no JSON", "[]")) {
      assertTrue(refused(json).contains("it is no provenance"), refused(json));
    }
    assertTrue(refused("null").contains("its format is missing"));
    assertTrue(refused("{}").contains("its format is null"));
    assertTrue(refused("{\"format\": \"zoodip.provenance.v9\"}").contains("v9"));
  }

  @Test
  void aFirstThetaThatIsNotToldOrNotTheOneThatWasIsRefused() {
    var untold = Provenance.parse("{\"format\": \"zoodip.provenance.v1\"}".getBytes(UTF_8));
    assertThrows(IllegalArgumentException.class, untold::firstTheta);
    String other = Provenance.Start.of(new float[] {1}).sha256();
    String sha256 = Provenance.Start.of(FIRST).sha256();
    var changed =
        Provenance.parse(
            new String(provenance().toJson(), UTF_8).replace(sha256, other).getBytes(UTF_8));
    var error = assertThrows(IllegalArgumentException.class, changed::firstTheta);
    assertTrue(error.getMessage().contains(sha256), error.getMessage());
  }

  private static String refused(String json) {
    return assertThrows(
            IllegalArgumentException.class, () -> Provenance.parse(json.getBytes(UTF_8)))
        .getMessage();
  }

  private static Provenance provenance() {
    return new Provenance(
        Provenance.FORMAT,
        "tenants/t/trainingJobs/j",
        "a1",
        JsonNodeFactory.instance.objectNode().put("seed", "7"),
        new Provenance.Learned("key", "digest", List.of(3), 1),
        Provenance.Start.of(FIRST),
        new Provenance.Journal(9, 3, "losses"),
        List.of(),
        Map.of("zoodip", "0.1.0"));
  }
}
