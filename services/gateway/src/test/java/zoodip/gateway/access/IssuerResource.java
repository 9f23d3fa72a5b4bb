package zoodip.gateway.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An issuer of tokens, beside the gateway. */
public class IssuerResource implements QuarkusTestResourceLifecycleManager {
  /** An argument: {@code true} for an issuer that does not answer. */
  static final String SILENT = "silent";

  private TestIssuer issuer;
  private boolean silent;

  @Override
  public void init(Map<String, String> arguments) {
    silent = Boolean.parseBoolean(arguments.get(SILENT));
  }

  @Override
  public Map<String, String> start() {
    issuer = new TestIssuer();
    if (silent) {
      issuer.fallSilent();
    }
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
