package zoodip.provenance.c2pa;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/**
 * Who signs manifests: an EC key on P-256 and its certificates, the signer's first, each signed by
 * the next; the root may be left out.
 *
 * @param key signs
 * @param chain says whose it is
 */
public record SigningIdentity(PrivateKey key, List<X509Certificate> chain) {

  public SigningIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads key (PKCS #8) and certificates (X.509) from PEM files.
   *
   * @param now for which the certificates are to be valid
   * @throws SigningIdentityException if manifests that they sign would be refused; the message
   *     names file, reason and remedy
   */
  public static SigningIdentity read(Path key, Path certificates, Instant now) {
    PrivateKey secret = PemFiles.privateKey(key);
    List<X509Certificate> chain = PemFiles.certificates(certificates);
    CertificateProfile.check(certificates, chain, now);
    SigningIdentity identity = new SigningIdentity(secret, withoutRoot(chain));
    identity.requireKeyFits(key, certificates);
    return identity;
  }

  /** The signer's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Until when manifests can be signed: the first end of a certificate. */
  public Instant validUntil() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** [64], r and s. */
  byte[] sign(byte[] message) {
    try {
      return signature(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was tried at the start signs", e);
    }
  }

  private byte[] signature(byte[] message) throws GeneralSecurityException {
    Signature signer = CoseSignature.ES256.engine();
    signer.initSign(key);
    signer.update(message);
    return signer.sign();
  }

  private void requireKeyFits(Path keyFile, Path certificates) {
    byte[] trial = {1};
    try {
      if (certificate().getPublicKey() instanceof ECPublicKey known
          && CoseSignature.ES256.verifies(known, trial, signature(trial))) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new SigningIdentityException(
          "The key in %s cannot sign: %s. Make another, and have a certificate issued for it."
              .formatted(keyFile, e.getMessage()),
          e);
    }
    throw new SigningIdentityException(
        "The key in %s is not that of the first certificate in %s. Give the key that the certificate was issued for, or put the signer's certificate first."
            .formatted(keyFile, certificates));
  }

  private static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
    X509Certificate last = chain.get(chain.size() - 1);
    return last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
        ? chain.subList(0, chain.size() - 1)
        : chain;
  }
}
