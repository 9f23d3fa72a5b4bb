package zoodip.gateway.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway's certificate, another to take its place, and those of clients. */
public class CertificatesResource implements QuarkusTestResourceLifecycleManager {
  static final String FOLDER = "tests.certificates";

  private Path folder;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("certificates");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestCertificates certificates = new TestCertificates(folder);
    certificates.make("gateway", "gateway.test");
    certificates.make("next", "next.test");
    certificates.make("trainer", "trainer.test");
    certificates.make("stranger", "stranger.test");
    certificates.make("unknown", "trainer.test");
    certificates.bundle("authorities.pem", "trainer", "stranger");
    return Map.of(
        FOLDER,
        folder.toString(),
        "tls.plaintext",
        "false",
        "tls.client-auth",
        "request",
        "tls.certificate",
        certificates.file("gateway.crt").toString(),
        "tls.key",
        certificates.file("gateway.key").toString(),
        "tls.authorities",
        certificates.file("authorities.pem").toString(),
        "tls.reload-period",
        "PT0.2S",
        "access.service-certificates",
        "trainer.test");
  }

  @Override
  public void stop() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
