package zoodip.gateway.access;

import java.util.List;

/** A gateway that asks callers who they are, over encrypted connections. */
public class EncryptedGateway extends AskingGateway {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(CertificatesResource.class));
  }
}
