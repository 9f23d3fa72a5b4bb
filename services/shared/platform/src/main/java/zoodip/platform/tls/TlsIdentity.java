package zoodip.platform.tls;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate, what leads from it to an authority, and its private key.
 *
 * @param chain the certificate first
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] SIGNED = "zoodip".getBytes(StandardCharsets.US_ASCII);

  TlsIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM texts.
   *
   * @param key PKCS#8
   * @throws GeneralSecurityException also if the key is not the certificate's
   */
  static TlsIdentity of(String certificates, String key)
      throws IOException, GeneralSecurityException {
    TlsIdentity identity = new TlsIdentity(certificates(certificates), key(key));
    identity.requireMatch();
    return identity;
  }

  /** The certificates in a PEM text, of which there has to be one. */
  static List<X509Certificate> certificates(String text) throws CertificateException {
    X509Certificate[] certificates = CertificateUtils.getX509Certificates(stream(text));
    if (certificates.length == 0) {
      throw new CertificateException("There is no certificate in the PEM file");
    }
    return List.of(certificates);
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  private static PrivateKey key(String text) throws IOException, GeneralSecurityException {
    try {
      return CertificateUtils.getPrivateKey(stream(text));
    } catch (IllegalArgumentException e) {
      throw new KeyException("The PEM file of the key is damaged, or not written to its end", e);
    }
  }

  private void requireMatch() throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate().getPublicKey().getAlgorithm()) || !signs()) {
      throw new KeyException("The key is not the certificate's");
    }
  }

  /** Whether what the key signs holds by the certificate. */
  private boolean signs() throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("EC")
                ? "SHA256withECDSA"
                : "SHA256with" + key.getAlgorithm());
    signature.initSign(key);
    signature.update(SIGNED);
    byte[] signed = signature.sign();
    signature.initVerify(certificate().getPublicKey());
    signature.update(SIGNED);
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      // what another RSA key has signed can be of another length
      return false;
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
