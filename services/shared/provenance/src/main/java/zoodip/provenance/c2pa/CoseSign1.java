package zoodip.provenance.c2pa;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature by one signer of something that stands elsewhere (COSE_Sign1, RFC 9052, with the
 * certificates of RFC 9360).
 *
 * @param protectedHeader as it is signed, in CBOR
 * @param algorithm empty: one that is not known
 * @param chain the signer's certificate first
 * @param signature of the algorithm's length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CoseSign1(
    byte[] protectedHeader,
    Optional<CoseSignature> algorithm,
    List<X509Certificate> chain,
    byte[] signature) {
  private static final int TAG = 18;
  private static final int ALGORITHM = 1;
  private static final int X5CHAIN = 33;
  private static final String X5CHAIN_KEY = "33";

  /** More than anybody has; each is checked. */
  private static final int MAX_CHAIN = 16;

  /** r and s of P-256. */
  private static final int ES256_BYTES = 64;

  /** A signature of zeros, as long as {@link #sign} makes them. */
  static byte[] placeholder(SigningIdentity identity) {
    return bytes(header(identity), new byte[ES256_BYTES]);
  }

  /** The signature of a claim, in CBOR. */
  static byte[] sign(SigningIdentity identity, byte[] claim) {
    byte[] header = header(identity);
    return bytes(header, identity.sign(signed(header, claim)));
  }

  /**
   * Reads a signature, with the certificates in either header.
   *
   * @throws BadManifestException if it is none
   */
  static CoseSign1 read(byte[] cbor) {
    JsonNode parts = CborReader.read(cbor, "its signature");
    if (!parts.isArray() || parts.size() != 4 || !parts.get(0).isBinary()) {
      throw new BadManifestException("its signature is no COSE_Sign1");
    }
    byte[] protectedHeader = CborReader.binary(parts.get(0));
    JsonNode fields = CborReader.read(protectedHeader, "the header of its signature");
    JsonNode chain =
        Stream.of(fields, parts.get(1))
            .flatMap(header -> Stream.of(header.path(X5CHAIN_KEY), header.path("x5chain")))
            .filter(found -> !found.isMissingNode())
            .findFirst()
            .orElse(parts.get(1).path(X5CHAIN_KEY));
    return new CoseSign1(
        protectedHeader,
        CoseSignature.of(fields.path(String.valueOf(ALGORITHM)).asInt()),
        certificates(chain),
        CborReader.binary(parts.get(3)));
  }

  /** Whether the first certificate's owner signed the claim. */
  boolean verifies(byte[] claim) {
    return algorithm.isPresent()
        && !chain.isEmpty()
        && algorithm
            .get()
            .verifies(chain.get(0).getPublicKey(), signed(protectedHeader, claim), signature);
  }

  private static byte[] bytes(byte[] header, byte[] signature) {
    List<Object> parts = List.of(header, Map.of(), Optional.empty(), signature);
    return CborWriter.bytes(new CborWriter.Tagged(TAG, parts));
  }

  private static byte[] signed(byte[] header, byte[] claim) {
    return CborWriter.bytes(List.of("Signature1", header, new byte[0], claim));
  }

  private static byte[] header(SigningIdentity identity) {
    Map<Integer, Object> header = new LinkedHashMap<>();
    header.put(ALGORITHM, CoseSignature.ES256.number());
    List<byte[]> chain = identity.chain().stream().map(CoseSign1::encoded).toList();
    header.put(X5CHAIN, chain.size() == 1 ? chain.get(0) : chain);
    return CborWriter.bytes(header);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }

  private static List<X509Certificate> certificates(JsonNode chain) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> certificates = new ArrayList<>();
      if (chain.size() > MAX_CHAIN) {
        throw new BadManifestException(
            "its signer has more than %d certificates".formatted(MAX_CHAIN));
      }
      for (JsonNode item : chain.isBinary() ? List.of(chain) : chain) {
        ByteArrayInputStream encoded = new ByteArrayInputStream(CborReader.binary(item));
        certificates.add((X509Certificate) factory.generateCertificate(encoded));
      }
      return certificates;
    } catch (CertificateException e) {
      throw new BadManifestException("a certificate of its signer cannot be read", e);
    }
  }
}
