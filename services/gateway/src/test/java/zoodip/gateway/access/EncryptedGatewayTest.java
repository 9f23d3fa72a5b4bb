package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import zoodip.gateway.ClusterResource;
import zoodip.jobs.v1.GetJobRecordRequest;
import zoodip.jobs.v1.GetJobRecordResponse;
import zoodip.jobs.v1.JobRecordsGrpc;

@QuarkusTest
@TestProfile(EncryptedGateway.class)
@QuarkusTestResource(ClusterResource.class)
class EncryptedGatewayTest {
  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @ConfigProperty(name = CertificatesResource.FOLDER)
  Path folder;

  @Test
  void aServiceIsKnownByItsCertificate() throws Exception {
    assertEquals(GetJobRecordResponse.getDefaultInstance(), ask(shown("trainer", "gateway")));
  }

  @Test
  void othersAreNot() throws Exception {
    // of an authority that is trusted, by a name that is no service's; and none at all
    assertEquals(Status.Code.UNAUTHENTICATED, refusal(shown("stranger", "gateway")));
    assertEquals(Status.Code.UNAUTHENTICATED, refusal(trusting("gateway").build()));
    // a service's name, in a certificate of an authority that is not trusted
    assertEquals(Status.Code.UNAVAILABLE, refusal(shown("unknown", "gateway")));
    assertEquals(Status.Code.UNAVAILABLE, refusal(InsecureChannelCredentials.create()));
  }

  @Test
  void certificatesAreReplacedWithoutARestart() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificates.make("kept", "kept.test");
    certificates.replace("kept", "gateway");
    assertEquals(Status.Code.UNAVAILABLE, refusal(shown("trainer", "next")));

    certificates.replace("gateway", "next");

    awaitShown("next");
    assertEquals(Status.Code.UNAVAILABLE, refusal(shown("trainer", "kept")));
    certificates.replace("gateway", "kept");
    awaitShown("kept");
  }

  private void awaitShown(String server) throws Exception {
    long late = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (isRefused(shown("trainer", server))) {
      assertTrue(System.nanoTime() < late, () -> "The certificate " + server + " is not shown");
      Thread.sleep(100);
    }
  }

  private boolean isRefused(ChannelCredentials credentials) {
    try {
      ask(credentials);
      return false;
    } catch (StatusRuntimeException e) {
      return true;
    }
  }

  private Status.Code refusal(ChannelCredentials credentials) {
    return assertThrows(StatusRuntimeException.class, () -> ask(credentials)).getStatus().getCode();
  }

  private GetJobRecordResponse ask(ChannelCredentials credentials) {
    ManagedChannel channel = Grpc.newChannelBuilder("localhost:" + port, credentials).build();
    try {
      return JobRecordsGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .getJobRecord(
              GetJobRecordRequest.newBuilder().setJob("tenants/a/trainingJobs/b").build());
    } finally {
      channel.shutdownNow();
    }
  }

  private ChannelCredentials shown(String own, String server) throws IOException {
    return trusting(server).keyManager(file(own + ".crt"), file(own + ".key")).build();
  }

  private TlsChannelCredentials.Builder trusting(String server) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(file(server + ".crt"));
  }

  private java.io.File file(String name) {
    return folder.resolve(name).toFile();
  }
}
