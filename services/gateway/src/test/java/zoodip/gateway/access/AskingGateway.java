package zoodip.gateway.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import zoodip.platform.digest.Sha256;

/** A gateway that asks callers who they are. */
public class AskingGateway implements QuarkusTestProfile {
  static final String SYSTEM_ADMIN = "a-system-admin-of-the-tests";
  static final String SERVICE = "a-service-of-the-tests";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "access.enabled", "true",
        "access.system-admin-digests", Sha256.of(SYSTEM_ADMIN),
        "access.service-digests", Sha256.of(SERVICE) + "," + Sha256.of("the next one"),
        "gateway.api-keys.use-interval", "PT0.2S",
        "gateway.api-keys.sweep-interval", "PT0.5S",
        "gateway.api-keys.max-count", "12");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(IssuerResource.class));
  }
}
