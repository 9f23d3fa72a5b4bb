package zoodip.provenance.c2pa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.provenance.fixtures.Certificates;
import zoodip.provenance.fixtures.MovableClock;

class SigningIdentityTest {
  private static final Certificates.Issued AUTHORITY = Certificates.authority();
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path folder;

  private static void assertRefused(String why, Certificates.PemPair files, Instant now) {
    SigningIdentityException refusal =
        assertThrows(
            SigningIdentityException.class,
            () -> SigningIdentity.read(files.key(), files.chain(), now));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  private static void assertRefused(String why, Certificates.PemPair files) {
    assertRefused(why, files, Instant.now());
  }

  @Test
  void leavesTheRootOut() throws Exception {
    var files = AUTHORITY.signer(YEAR).write(folder, AUTHORITY.certificate());
    SigningIdentity identity = SigningIdentity.read(files.key(), files.chain(), Instant.now());
    assertEquals(1, identity.chain().size());
    assertEquals(identity.certificate().getNotAfter().toInstant(), identity.validUntil());
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() throws Exception {
    var files = AUTHORITY.signer(YEAR).write(folder);
    Certificates.pem(files.key(), "PRIVATE KEY", Certificates.keys("secp256r1").getPrivate());
    assertRefused("is not that of the first certificate", files);
  }

  @Test
  void refusesCertificatesThatAreNotValidNow() throws Exception {
    var files = AUTHORITY.signer(Duration.ofDays(30)).write(folder);
    assertRefused("expired on", files, Instant.now().plus(Duration.ofDays(31)));
    assertRefused("is valid from", files, Instant.now().minus(Duration.ofDays(31)));
  }

  @Test
  void refusesKeysThatCannotSignByEs256() throws Exception {
    var files = AUTHORITY.signer(YEAR).write(folder);
    Certificates.pem(files.key(), "PRIVATE KEY", Certificates.keys("secp384r1").getPrivate());
    assertRefused("no EC key on P-256", files);
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    Certificates.pem(files.key(), "PRIVATE KEY", rsa.generateKeyPair().getPrivate());
    assertRefused("no EC key on P-256", files);
    Certificates.pem(files.key(), "EC PRIVATE KEY", Certificates.keys("secp256r1").getPrivate());
    assertRefused("openssl pkcs8 -topk8 -nocrypt", files);
    Files.delete(files.key());
    assertRefused("key.pem cannot be read", files);
  }

  /** Of 256 bits as P-256, but another curve: nothing signs by it. */
  @Test
  void refusesAKeyOnSecp256k1() throws Exception {
    var files = AUTHORITY.signer(YEAR).write(folder);
    byte[] key =
        HexFormat.of()
            .parseHex(
                "303e020100301006072a8648ce3d020106052b8104000a042730250201010420"
                    + "01".repeat(32));
    Files.writeString(
        files.key(),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(key)));
    assertRefused("no EC key on P-256", files);
  }

  @Test
  void refusesPurposesThatSignersMustNotHave() throws Exception {
    assertPurposeRefused("anyExtendedKeyUsage", "2.5.29.37.0");
    assertPurposeRefused("timeStamping", "1.3.6.1.5.5.7.3.8");
    assertPurposeRefused("OCSPSigning", "1.3.6.1.5.5.7.3.9");
  }

  private void assertPurposeRefused(String name, String purpose) throws Exception {
    assertRefused(name, AUTHORITY.signer(YEAR, purpose).write(folder));
    var both = AUTHORITY.signer(YEAR, Certificates.EMAIL_PROTECTION, purpose);
    assertRefused(name, both.write(folder));
  }

  @Test
  void refusesCertificatesThatValidatorsWould() throws Exception {
    assertRefused("signed by itself", Certificates.selfSigned().write(folder));
    assertRefused("signed by itself", AUTHORITY.write(folder));
    assertRefused(
        "for no purpose that C2PA knows",
        AUTHORITY.signer(YEAR, "1.3.6.1.5.5.7.3.1").write(folder));
    var other = Certificates.authority();
    assertRefused(
        "certificate 1 is not signed by certificate 2",
        AUTHORITY.signer(YEAR).write(folder, other.certificate()));
    var files = AUTHORITY.signer(YEAR).write(folder);
    Files.writeString(files.chain(), "nothing");
    assertRefused("certificate", files);
  }

  @Test
  void aRenewedKeySignsOnAndABrokenOneDoesNotStopTheEarlier() throws Exception {
    var first = AUTHORITY.signer(Duration.ofDays(30));
    var files = first.write(folder);
    MovableClock clock = new MovableClock(Instant.now());
    RenewedIdentity identity =
        new RenewedIdentity(files.key(), files.chain(), Duration.ofMinutes(1), clock);
    assertEquals(first.certificate(), identity.get().certificate());

    Files.writeString(files.key(), "half a fil");
    clock.pass(Duration.ofMinutes(2));
    assertEquals(first.certificate(), identity.get().certificate());

    var second = AUTHORITY.signer(Duration.ofDays(60));
    second.write(folder);
    assertEquals(first.certificate(), identity.get().certificate(), "not looked at yet");
    clock.pass(Duration.ofMinutes(2));
    assertEquals(second.certificate(), identity.get().certificate());

    clock.pass(Duration.ofDays(61));
    String refusal = assertThrows(SigningIdentityException.class, identity::get).getMessage();
    assertTrue(refusal.contains("until this service's certificates are renewed"), refusal);
    assertFalse(refusal.contains(folder.toString()), "callers are told no path");
    assertTrue(identity.secondsLeft() < 0);
  }
}
