package zoodip.gateway.access;

import java.util.List;
import java.util.Map;

/** A gateway that asks callers who they are, beside an issuer that answers nobody. */
public class SilentIssuer extends AskingGateway {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(IssuerResource.class, Map.of(IssuerResource.SILENT, "true")));
  }
}
