package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.ModelsGrpc;

@Timeout(120)
class EncryptionTest {
  @TempDir Path folder;

  @Test
  void aServerWithATrustedCertificateIsTalkedTo() throws Exception {
    makeCertificate();
    try (ServerUnderTest server = encrypted();
        Client client = client(server, new Encryption.TlsTrusting(file("certificate.pem")))) {
      assertEquals("last", list(client).getNextPageToken());
    }
  }

  @Test
  void aServerWithAnUnknownCertificateIsNot() throws Exception {
    makeCertificate();
    try (ServerUnderTest server = encrypted();
        Client client = client(server, new Encryption.Tls())) {
      var failure = assertThrows(StatusRuntimeException.class, () -> list(client));
      assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
    }
  }

  @Test
  void certificatesThatCannotBeReadAreNamed() {
    Encryption encryption = new Encryption.TlsTrusting(file("nothing.pem"));
    assertThrows(UncheckedIOException.class, encryption::credentials);
  }

  private static ListModelsResponse list(Client client) {
    return client.models().listModels(ListModelsRequest.getDefaultInstance());
  }

  private static Client client(ServerUnderTest server, Encryption encryption) {
    return Client.connect(
        new ClientSettings(
            server.settings().server(),
            "tests",
            encryption,
            Duration.ofSeconds(20),
            1,
            Optional.empty()));
  }

  private ServerUnderTest encrypted() throws Exception {
    var models =
        new ModelsGrpc.ModelsImplBase() {
          @Override
          public void listModels(
              ListModelsRequest request, StreamObserver<ListModelsResponse> caller) {
            caller.onNext(ListModelsResponse.newBuilder().setNextPageToken("last").build());
            caller.onCompleted();
          }
        };
    return ServerUnderTest.start(
        models,
        TlsServerCredentials.create(file("certificate.pem").toFile(), file("key.pem").toFile()));
  }

  private void makeCertificate() throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                file("keys.p12").toString())
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file("keys.p12"))) {
      keys.load(content, "secret".toCharArray());
    }
    pem("certificate.pem", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("a", "secret".toCharArray()).getEncoded());
  }

  private void pem(String name, String what, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        file(name), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
