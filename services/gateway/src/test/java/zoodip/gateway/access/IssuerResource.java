package zoodip.gateway.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An issuer of tokens, beside the gateway. */
public class IssuerResource implements QuarkusTestResourceLifecycleManager {
  private TestIssuer issuer;

  @Override
  public Map<String, String> start() {
    issuer = new TestIssuer();
    Map<String, String> settings = issuer.settings();
    settings.put("tests.token", issuer.token("acme", "viewer"));
    settings.put("tests.admin-token", issuer.token("globex", "admin"));
    return settings;
  }

  @Override
  public void stop() {
    issuer.close();
  }
}
