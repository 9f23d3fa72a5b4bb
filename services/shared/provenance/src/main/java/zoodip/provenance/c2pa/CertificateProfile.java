package zoodip.provenance.c2pa;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What C2PA wants of a signer's certificates (C2PA specification, section 14.5): what does not meet
 * it signs manifests that every validator refuses.
 */
final class CertificateProfile {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

  /** Email protection, document signing, C2PA claim signing. */
  private static final Set<String> PURPOSES =
      Set.of("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1");

  private CertificateProfile() {}

  static void check(Path file, List<X509Certificate> chain, Instant now) {
    for (X509Certificate certificate : chain) {
      checkValidity(file, certificate, now);
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!isSignedBy(chain.get(i), chain.get(i + 1))) {
        throw refused(
            file,
            "certificate %d is not signed by certificate %d".formatted(i + 1, i + 2),
            "Put the signer's certificate first, then the one that signed it, and so on");
      }
    }
    checkSigner(file, chain.get(0));
  }

  private static void checkValidity(Path file, X509Certificate certificate, Instant now) {
    String name = certificate.getSubjectX500Principal().getName();
    Instant until = certificate.getNotAfter().toInstant();
    Instant since = certificate.getNotBefore().toInstant();
    if (now.isAfter(until)) {
      throw refused(file, "the certificate of %s expired on %s".formatted(name, until), "Renew it");
    }
    if (now.isBefore(since)) {
      throw refused(
          file,
          "the certificate of %s is valid from %s on".formatted(name, since),
          "Wait until then, or set this machine's clock");
    }
  }

  private static void checkSigner(Path file, X509Certificate signer) {
    boolean[] usage = signer.getKeyUsage();
    if (signer.getSubjectX500Principal().equals(signer.getIssuerX500Principal())) {
      throw refused(
          file,
          "the signer's certificate is signed by itself",
          "Have it signed by an authority, one of your own for trials");
    }
    if (signer.getBasicConstraints() >= 0) {
      throw refused(
          file,
          "the first certificate is an authority's",
          "Put the signer's own certificate first");
    }
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      throw refused(
          file,
          "the signer's certificate has no key usage digitalSignature",
          "Have it issued with keyUsage=critical,digitalSignature");
    }
    if (purposes(file, signer).stream().noneMatch(PURPOSES::contains)) {
      throw refused(
          file,
          "the signer's certificate is for no purpose that C2PA knows",
          "Have it issued with extendedKeyUsage=emailProtection, or C2PA's 1.3.6.1.4.1.62558.2.1");
    }
    if (signer.getExtensionValue(AUTHORITY_KEY_IDENTIFIER) == null) {
      throw refused(
          file,
          "the signer's certificate does not identify its authority's key",
          "Have it issued with authorityKeyIdentifier=keyid");
    }
  }

  private static List<String> purposes(Path file, X509Certificate signer) {
    try {
      List<String> purposes = signer.getExtendedKeyUsage();
      return purposes == null ? List.of() : purposes;
    } catch (CertificateParsingException e) {
      throw refused(file, "its purposes cannot be read: " + e.getMessage(), "Have it issued anew");
    }
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      // the answer is no
      return false;
    }
  }

  private static SigningIdentityException refused(Path file, String why, String remedy) {
    return new SigningIdentityException(
        "The certificates in %s cannot sign images: %s. %s.".formatted(file, why, remedy));
  }
}
