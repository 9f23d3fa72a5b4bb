package zoodip.platform.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServiceCertificatesTest {
  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private KeyPairFiles files;
  private ServiceCertificates certificates;

  @BeforeEach
  void make() throws Exception {
    files = new KeyPairFiles(folder);
    files.make("first", 10);
    files.make("second", 20);
    files.copy("first.crt", "own.crt");
    files.copy("first.key", "own.key");
    files.copy("first.crt", "authorities.pem");
    certificates = read(Map.of());
  }

  @AfterEach
  void close() {
    certificates.close();
  }

  @Test
  void aCertificateThatIsRenewedWithItsKeyKeptIsShown() throws Exception {
    String before = shown();
    files.renew("first", 30);
    files.copy("first.crt", "own.crt");

    while (shown().equals(before)) {
      Thread.sleep(20);
    }
    assertEquals(TimeUnit.DAYS.toSeconds(30), left(), TimeUnit.HOURS.toSeconds(1));
  }

  @Test
  void aPairThatIsNotWholeYetIsNotShownAndThenIs() throws Exception {
    String before = shown();
    Files.writeString(folder.resolve("own.key"), files.half("second.key"));
    Thread.sleep(300);
    assertEquals(before, shown());

    // whole, but the key of another certificate
    files.copy("second.key", "own.key");
    Thread.sleep(300);
    assertEquals(before, shown());

    files.copy("second.crt", "own.crt");
    while (shown().equals(before)) {
      Thread.sleep(20);
    }
    assertEquals(TimeUnit.DAYS.toSeconds(20), left(), TimeUnit.HOURS.toSeconds(1));
  }

  @Test
  void authoritiesAreReplacedOnceTheyAreWhole() throws Exception {
    assertEquals(1, certificates.accepted().getAcceptedIssuers().length);
    Files.writeString(folder.resolve("authorities.pem"), files.half("second.crt"));
    Thread.sleep(300);
    assertEquals(1, certificates.accepted().getAcceptedIssuers().length);

    Files.writeString(
        folder.resolve("authorities.pem"), files.text("first.crt") + files.text("second.crt"));
    while (certificates.accepted().getAcceptedIssuers().length != 2) {
      Thread.sleep(20);
    }
  }

  @Test
  void channelsShowTheCertificateAndTrustTheAuthorities() throws Exception {
    Server server = server("first");
    try {
      assertEquals(Status.Code.UNIMPLEMENTED, call(server, certificates.ofChannels()));
      assertEquals(Status.Code.UNAVAILABLE, call(server, InsecureChannelCredentials.create()));
    } finally {
      server.shutdownNow().awaitTermination();
    }
    Server other = server("second");
    try {
      assertEquals(Status.Code.UNAVAILABLE, call(other, certificates.ofChannels()));
    } finally {
      other.shutdownNow().awaitTermination();
    }
  }

  @Test
  void clientsAreNotCheckedByPublicAuthorities() {
    for (String asked : new String[] {"request", "required"}) {
      var refusal =
          assertThrows(
              ConfigurationException.class,
              () -> read(Map.of("tls.client-auth", asked, "tls.authorities", "")));
      assertTrue(refusal.getMessage().contains("tls.authorities"), refusal.getMessage());
    }
    read(Map.of("tls.authorities", "")).close();
  }

  @Test
  void aKeyOfAnotherCertificateKeepsTheServiceFromStarting() throws Exception {
    files.copy("second.key", "own.key");

    var refusal = assertThrows(ConfigurationException.class, () -> read(Map.of()));
    assertTrue(refusal.getMessage().contains("not the certificate's"), refusal.getMessage());
  }

  private String shown() {
    X509ExtendedKeyManager shown = certificates.shown();
    String alias = shown.chooseServerAlias("EC", null, null);
    return shown.getCertificateChain(alias)[0].getSerialNumber().toString();
  }

  private double left() {
    return meters.get("zoodip.tls.certificate.left").gauge().value();
  }

  /** That shows a certificate, and takes clients alone that show the first. */
  private Server server(String name) throws Exception {
    return Grpc.newServerBuilderForPort(
            0,
            TlsServerCredentials.newBuilder()
                .keyManager(file(name + ".crt"), file(name + ".key"))
                .trustManager(file("first.crt"))
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build())
        .addService(new HealthGrpc.HealthImplBase() {})
        .build()
        .start();
  }

  private static Status.Code call(Server server, ChannelCredentials credentials) {
    ManagedChannel channel =
        Grpc.newChannelBuilder("localhost:" + server.getPort(), credentials).build();
    try {
      var health = HealthGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
      return assertThrows(
              StatusRuntimeException.class,
              () -> health.check(HealthCheckRequest.getDefaultInstance()))
          .getStatus()
          .getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private java.io.File file(String name) {
    return folder.resolve(name).toFile();
  }

  private ServiceCertificates read(Map<String, String> own) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tls.plaintext", "false");
    settings.put("tls.certificate", folder.resolve("own.crt").toString());
    settings.put("tls.key", folder.resolve("own.key").toString());
    settings.put("tls.authorities", folder.resolve("authorities.pem").toString());
    settings.put("tls.reload-period", "PT0.05S");
    settings.putAll(own);
    return new ServiceCertificates(
        new SmallRyeConfigBuilder()
            .withMapping(TlsConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(TlsConfig.class),
        meters);
  }
}
