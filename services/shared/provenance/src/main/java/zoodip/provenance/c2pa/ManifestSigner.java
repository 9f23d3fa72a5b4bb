package zoodip.provenance.c2pa;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import zoodip.images.png.PngChunkFile;

/**
 * Puts a signed manifest into PNG files (C2PA specification 2.2): that a trained algorithm made the
 * image, with which program and when, and the hash of the file, bound together by the signature.
 */
public final class ManifestSigner {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA256;

  /** The exclusion's length may take so many bytes more than in the first try. */
  private static final int PADDING = 8;

  private final Supplier<SigningIdentity> identity;
  private final Map<String, Object> generator;
  private final Clock clock;

  /**
   * @param identity asked for each file
   * @param program its name
   * @param version its version
   */
  public ManifestSigner(
      Supplier<SigningIdentity> identity, String program, String version, Clock clock) {
    this.identity = identity;
    this.clock = clock;
    generator = map("name", program, "version", version);
  }

  /**
   * The file with a manifest before everything but its header.
   *
   * @param png without a manifest
   * @param digitalSourceType what kind of thing made the image, a term of IPTC's vocabulary
   */
  public byte[] sign(byte[] png, String digitalSourceType) {
    Draft draft = new Draft(identity.get(), digitalSourceType);
    int start = PngChunkFile.afterHeader(png);
    byte[] hash = HASH.hash(png);
    int chunkBytes = PngChunkFile.FRAMING_BYTES + draft.store(start, 0, hash, true).length;
    byte[] store = draft.store(start, chunkBytes, hash, false);
    return PngChunkFile.insertAfterHeader(png, ManifestLabels.PNG_CHUNK, store);
  }

  /** One file's manifest, whose length does not depend on what is still to be measured. */
  private final class Draft {
    private final SigningIdentity signer;
    private final String digitalSourceType;
    private final String manifest = "urn:c2pa:" + UUID.randomUUID();
    private final String instance = "xmp:iid:" + UUID.randomUUID();
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);

    Draft(SigningIdentity signer, String digitalSourceType) {
      this.signer = signer;
      this.digitalSourceType = digitalSourceType;
    }

    byte[] store(int start, int length, byte[] hash, boolean measuring) {
      JumbfBox.Superbox actions = assertion(ManifestLabels.ACTIONS, actions());
      JumbfBox.Superbox dataHash =
          assertion(ManifestLabels.DATA_HASH, dataHash(start, length, hash));
      byte[] claim = CborWriter.bytes(claim(List.of(actions, dataHash)));
      byte[] signature = measuring ? CoseSign1.placeholder(signer) : CoseSign1.sign(signer, claim);
      return JumbfBox.Superbox.of(
              ManifestLabels.STORE_KIND,
              ManifestLabels.STORE,
              JumbfBox.Superbox.of(
                  ManifestLabels.MANIFEST_KIND,
                  manifest,
                  JumbfBox.Superbox.of(
                      ManifestLabels.ASSERTIONS_KIND, ManifestLabels.ASSERTIONS, actions, dataHash),
                  JumbfBox.Superbox.ofCbor(ManifestLabels.CLAIM_KIND, ManifestLabels.CLAIM, claim),
                  JumbfBox.Superbox.ofCbor(
                      ManifestLabels.SIGNATURE_KIND, ManifestLabels.SIGNATURE, signature)))
          .bytes();
    }

    private Map<String, Object> actions() {
      Map<String, Object> created =
          map(
              "action",
              "c2pa.created",
              "when",
              new CborWriter.Tagged(0, now.toString()),
              "softwareAgent",
              generator,
              "digitalSourceType",
              digitalSourceType);
      return map("actions", List.of(created));
    }

    private Map<String, Object> dataHash(int start, int length, byte[] hash) {
      int more = CborWriter.bytes(length).length;
      return map(
          "exclusions",
          List.of(map("start", start, "length", length)),
          "name",
          "jumbf manifest",
          "alg",
          HASH.label(),
          "hash",
          hash,
          "pad",
          new byte[PADDING - more]);
    }

    private Map<String, Object> claim(List<JumbfBox.Superbox> assertions) {
      return map(
          "instanceID",
          instance,
          "claim_generator_info",
          generator,
          "signature",
          ManifestLabels.SELF
              + "/"
              + ManifestLabels.STORE
              + "/"
              + manifest
              + "/"
              + ManifestLabels.SIGNATURE,
          "created_assertions",
          assertions.stream().map(Draft::reference).toList(),
          "alg",
          HASH.label());
    }

    private static Map<String, Object> reference(JumbfBox.Superbox assertion) {
      return map(
          "url",
          ManifestLabels.SELF + ManifestLabels.ASSERTIONS + "/" + assertion.label(),
          "hash",
          HASH.hash(assertion.payload()));
    }

    private static JumbfBox.Superbox assertion(String label, Map<String, Object> content) {
      return JumbfBox.Superbox.ofCbor(ManifestLabels.CBOR_KIND, label, CborWriter.bytes(content));
    }
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
