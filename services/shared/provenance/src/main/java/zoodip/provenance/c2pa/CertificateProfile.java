package zoodip.provenance.c2pa;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What C2PA wants of a signer's certificates (C2PA specification, section 14.5): what does not meet
 * it signs manifests that every validator refuses.
 */
final class CertificateProfile {
  /**
   * Why a certificate is no signer's.
   *
   * @param why ends the sentence "the signer's certificate"
   * @param remedy what to do, a sentence without its full stop
   */
  record Flaw(String why, String remedy) {}

  private static final int DIGITAL_SIGNATURE = 0;
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

  /** Email protection, document signing, C2PA claim signing. */
  private static final Set<String> PURPOSES =
      Set.of("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1");

  /** Those that a signer's certificate must not have, even beside others. */
  private static final Map<String, String> REFUSED_PURPOSES =
      Map.of(
          "2.5.29.37.0", "anyExtendedKeyUsage",
          "1.3.6.1.5.5.7.3.8", "timeStamping",
          "1.3.6.1.5.5.7.3.9", "OCSPSigning");

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
    flaw(chain.get(0))
        .ifPresent(
            flaw -> {
              throw refused(file, "the signer's certificate " + flaw.why(), flaw.remedy());
            });
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

  /** Why the certificate is not one that images are signed with; empty if it is. */
  static Optional<Flaw> flaw(X509Certificate signer) {
    boolean[] usage = signer.getKeyUsage();
    if (signer.getSubjectX500Principal().equals(signer.getIssuerX500Principal())) {
      return flaw(
          "is signed by itself", "Have it signed by an authority, one of your own for trials");
    }
    if (signer.getBasicConstraints() >= 0) {
      return flaw("is an authority's", "Put the signer's own certificate first");
    }
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      return flaw(
          "has no key usage digitalSignature",
          "Have it issued with keyUsage=critical,digitalSignature");
    }
    if (signer.getExtensionValue(AUTHORITY_KEY_IDENTIFIER) == null) {
      return flaw(
          "does not identify its authority's key",
          "Have it issued with authorityKeyIdentifier=keyid");
    }
    return purposeFlaw(signer);
  }

  private static Optional<Flaw> purposeFlaw(X509Certificate signer) {
    List<String> purposes;
    try {
      purposes = Optional.ofNullable(signer.getExtendedKeyUsage()).orElse(List.of());
    } catch (CertificateParsingException e) {
      return flaw("has purposes that cannot be read: " + e.getMessage(), "Have it issued anew");
    }
    Optional<String> refused =
        purposes.stream()
            .filter(REFUSED_PURPOSES::containsKey)
            .map(REFUSED_PURPOSES::get)
            .findFirst();
    if (refused.isPresent()) {
      return flaw(
          "has the extended key usage " + refused.get(),
          "Have it issued with extendedKeyUsage=emailProtection alone");
    }
    return purposes.stream().anyMatch(PURPOSES::contains)
        ? Optional.empty()
        : flaw(
            "is for no purpose that C2PA knows",
            "Have it issued with extendedKeyUsage=emailProtection, or C2PA's 1.3.6.1.4.1.62558.2.1");
  }

  private static Optional<Flaw> flaw(String why, String remedy) {
    return Optional.of(new Flaw(why, remedy));
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
