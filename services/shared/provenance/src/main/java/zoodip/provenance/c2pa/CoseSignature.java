package zoodip.provenance.c2pa;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;

/**
 * The signature algorithms that C2PA allows (C2PA specification, section 13.2), by their numbers in
 * COSE (RFC 9053).
 */
enum CoseSignature {
  ES256(-7, "SHA256withECDSAinP1363Format", Optional.empty()),
  ES384(-35, "SHA384withECDSAinP1363Format", Optional.empty()),
  ES512(-36, "SHA512withECDSAinP1363Format", Optional.empty()),
  PS256(-37, "RSASSA-PSS", Optional.of(pss("SHA-256", MGF1ParameterSpec.SHA256, 32))),
  PS384(-38, "RSASSA-PSS", Optional.of(pss("SHA-384", MGF1ParameterSpec.SHA384, 48))),
  PS512(-39, "RSASSA-PSS", Optional.of(pss("SHA-512", MGF1ParameterSpec.SHA512, 64))),
  ED25519(-8, "Ed25519", Optional.empty());

  private final int number;
  private final String algorithm;
  private final Optional<AlgorithmParameterSpec> parameters;

  CoseSignature(int number, String algorithm, Optional<AlgorithmParameterSpec> parameters) {
    this.number = number;
    this.algorithm = algorithm;
    this.parameters = parameters;
  }

  int number() {
    return number;
  }

  static Optional<CoseSignature> of(int number) {
    return List.of(values()).stream().filter(known -> known.number == number).findFirst();
  }

  /** A signer or verifier that wants its key. */
  Signature engine() throws GeneralSecurityException {
    Signature engine = Signature.getInstance(algorithm);
    if (parameters.isPresent()) {
      engine.setParameter(parameters.get());
    }
    return engine;
  }

  /** Whether the signature is of the message and by the key's owner. */
  boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature engine = engine();
      engine.initVerify(key);
      engine.update(message);
      return engine.verify(signature);
    } catch (GeneralSecurityException e) {
      // a key of another kind, or a signature of another length
      return false;
    }
  }

  private static AlgorithmParameterSpec pss(String digest, MGF1ParameterSpec mask, int salt) {
    return new PSSParameterSpec(digest, "MGF1", mask, salt, 1);
  }
}
