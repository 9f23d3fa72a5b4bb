package zoodip.provenance.c2pa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in PEM (RFC 7468). */
public final class PemFiles {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final String P256 = "secp256r1";

  private PemFiles() {}

  /** An EC key on P-256 in PKCS #8. */
  static PrivateKey privateKey(Path file) {
    Matcher block = PRIVATE_KEY.matcher(text(file));
    if (!block.find()) {
      throw new SigningIdentityException(
          "%s has no unencrypted PKCS #8 key (BEGIN PRIVATE KEY). Convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem"
              .formatted(file, file.getFileName()));
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (key instanceof ECPrivateKey ec && isP256(ec.getParams())) {
        return key;
      }
      throw new SigningIdentityException(notP256(file));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SigningIdentityException(notP256(file), e);
    }
  }

  private static boolean isP256(ECParameterSpec own) throws GeneralSecurityException {
    AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
    named.init(new ECGenParameterSpec(P256));
    ECParameterSpec p256 = named.getParameterSpec(ECParameterSpec.class);
    return own.getCurve().equals(p256.getCurve())
        && own.getGenerator().equals(p256.getGenerator())
        && own.getOrder().equals(p256.getOrder())
        && own.getCofactor() == p256.getCofactor();
  }

  /**
   * The certificates of a file, at least one.
   *
   * @throws SigningIdentityException if there are none, or they cannot be read
   */
  public static List<X509Certificate> certificates(Path file) {
    return certificates(file, text(file));
  }

  private static List<X509Certificate> certificates(Path file, String text) {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate certificate :
          factory.generateCertificates(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
        chain.add((X509Certificate) certificate);
      }
      if (chain.isEmpty()) {
        throw new SigningIdentityException(
            file + " has no certificate (BEGIN CERTIFICATE): put the signer's certificate into it");
      }
      return chain;
    } catch (CertificateException e) {
      throw new SigningIdentityException(
          "%s has a certificate that cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SigningIdentityException(
          "%s cannot be read: %s. Put the file there, and let this program's user read it."
              .formatted(file, e),
          e);
    }
  }

  private static String notP256(Path file) {
    return "%s has no EC key on P-256, which signatures by ES256 take. Make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem"
        .formatted(file);
  }
}
