package zoodip.provenance.c2pa;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The hash algorithms that C2PA allows (C2PA specification, section 13.1). */
enum HashAlgorithm {
  SHA256("sha256", "SHA-256"),
  SHA384("sha384", "SHA-384"),
  SHA512("sha512", "SHA-512");

  private final String label;
  private final String algorithm;

  HashAlgorithm(String label, String algorithm) {
    this.label = label;
    this.algorithm = algorithm;
  }

  /** As manifests name it. */
  String label() {
    return label;
  }

  static Optional<HashAlgorithm> of(String label) {
    return List.of(values()).stream().filter(known -> known.label.equals(label)).findFirst();
  }

  byte[] hash(byte[] bytes) {
    return digest().digest(bytes);
  }

  byte[] hash(ByteBuffer bytes) {
    MessageDigest digest = digest();
    digest.update(bytes.duplicate());
    return digest.digest();
  }

  MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has " + algorithm, e);
    }
  }
}
