package zoodip.provenance.c2pa;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.provenance.c2pa.ManifestReport.Check;

/** Looks at a signer's certificates. */
final class CertificateChecks {
  private CertificateChecks() {}

  /** Whether all are valid, each signed by the next, and the first one is for signing images. */
  static Check validity(List<X509Certificate> chain, Instant now) {
    for (X509Certificate certificate : chain) {
      if (now.isAfter(certificate.getNotAfter().toInstant())
          || now.isBefore(certificate.getNotBefore().toInstant())) {
        return Check.fails(
            "that of %s is valid from %s to %s"
                .formatted(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant()));
      }
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!CertificateProfile.isSignedBy(chain.get(i), chain.get(i + 1))) {
        return Check.fails("number %d is not signed by the next".formatted(i + 1));
      }
    }
    if (chain.isEmpty()) {
      return Check.fails("there is none");
    }
    return CertificateProfile.flaw(chain.get(0))
        .map(flaw -> Check.fails("the signer's " + flaw.why()))
        .orElse(Check.HOLDS);
  }

  /** Whether they lead to one of the authorities (PKIX, without revocation). */
  static Check trust(List<X509Certificate> chain, List<X509Certificate> authorities, Instant now) {
    if (chain.isEmpty()) {
      return Check.fails("there is no certificate to trust");
    }
    try {
      Set<TrustAnchor> anchors =
          authorities.stream()
              .map(authority -> new TrustAnchor(authority, null))
              .collect(Collectors.toSet());
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return Check.HOLDS;
    } catch (GeneralSecurityException e) {
      return Check.fails("no authority that is trusted stands behind it: " + e.getMessage());
    }
  }
}
