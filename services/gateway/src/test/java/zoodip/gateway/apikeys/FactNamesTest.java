package zoodip.gateway.apikeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.platform.names.ResourceName;

class FactNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"acme", "secrets", "ends", "use"})
  void factsAreToldApartWhateverTheTenantIsCalled(String tenant) {
    ResourceName key = ResourceName.apiKey("tenants/" + tenant, "secrets");
    String secret = FactNames.secret(key, "d1");
    String end = FactNames.end(key, "d1", Timestamps.fromSeconds(7));

    assertTrue(FactNames.isSecret(secret));
    assertFalse(FactNames.isSecret(FactNames.key(key)));
    assertFalse(FactNames.isSecret(FactNames.use(key)));
    assertFalse(FactNames.isSecret(end));
    assertEquals("d1", FactNames.digest(secret));
    assertEquals("d1", FactNames.digest(end));
    assertTrue(end.startsWith(FactNames.ends(key, "d1")));
    for (String fact : new String[] {FactNames.key(key), FactNames.use(key), secret, end}) {
      assertEquals(key, FactNames.keyOf(fact));
    }
  }

  @Test
  void eachTimeThatASecretEndsAtIsAFactOfItsOwn() {
    ResourceName key = ResourceName.apiKey("tenants/acme", "k");
    assertEquals(
        "tenants/acme/apiKeys/k/secrets/d/ends/1970-01-01T00:00:07Z",
        FactNames.end(key, "d", Timestamps.fromSeconds(7)));
  }
}
