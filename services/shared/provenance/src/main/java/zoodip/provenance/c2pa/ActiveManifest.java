package zoodip.provenance.c2pa;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.provenance.c2pa.JumbfBox.Superbox;

/** The manifest that counts in a manifest store, the last: claim, assertions and signature. */
final class ActiveManifest {
  /** More than programs write; each is hashed. */
  private static final int MAX_ASSERTIONS = 200;

  private final Superbox assertions;
  private final byte[] claimBytes;
  private final JsonNode claim;
  private final CoseSign1 signature;

  private ActiveManifest(Superbox manifest) {
    assertions = required(manifest.child(ManifestLabels.ASSERTIONS), "assertions");
    Superbox box =
        required(
            manifest.child(ManifestLabels.CLAIM).or(() -> manifest.child(ManifestLabels.CLAIM_V1)),
            "claim");
    claimBytes = document(box);
    claim = CborReader.read(claimBytes, "its claim");
    signature =
        CoseSign1.read(document(required(manifest.child(ManifestLabels.SIGNATURE), "signature")));
  }

  /**
   * @throws BadManifestException if the store is damaged or has none
   */
  static ActiveManifest read(ByteBuffer store) {
    List<Superbox> manifests = JumbfReader.read(store).superboxes();
    if (manifests.isEmpty()) {
      throw new BadManifestException("its store has no manifest");
    }
    return new ActiveManifest(manifests.get(manifests.size() - 1));
  }

  byte[] claimBytes() {
    return claimBytes;
  }

  CoseSign1 signature() {
    return signature;
  }

  /** Of hashes that name no algorithm. */
  String algorithm() {
    return claim.path("alg").asText(HashAlgorithm.SHA256.label());
  }

  /** Name and version of the program that made the claim. */
  Optional<String> generator() {
    JsonNode info = claim.path("claim_generator_info");
    JsonNode first = info.isArray() ? info.path(0) : info;
    if (first.path("name").isMissingNode()) {
      return Optional.of(claim.path("claim_generator").asText()).filter(name -> !name.isEmpty());
    }
    return Optional.of(
        (first.path("name").asText() + " " + first.path("version").asText()).strip());
  }

  /** References with hashes to all assertions that the claim is about. */
  List<JsonNode> references() {
    List<JsonNode> references = new ArrayList<>();
    for (String field : List.of("created_assertions", "gathered_assertions", "assertions")) {
      claim.path(field).forEach(references::add);
    }
    if (references.size() > MAX_ASSERTIONS) {
      throw new BadManifestException("it has more than %d assertions".formatted(MAX_ASSERTIONS));
    }
    return references;
  }

  /** Whether the assertion is there and has the hash. */
  boolean holds(JsonNode reference) {
    Optional<Superbox> box = find(reference);
    Optional<HashAlgorithm> hash = HashAlgorithm.of(reference.path("alg").asText(algorithm()));
    return box.isPresent()
        && hash.isPresent()
        && MessageDigest.isEqual(
            hash.get().hash(box.get().payload()), CborReader.binary(reference.path("hash")));
  }

  /** The assertion of a label, if the claim is about it. */
  Optional<Superbox> referenced(String label) {
    return references().stream()
        .flatMap(reference -> find(reference).stream())
        .filter(box -> box.label().equals(label))
        .findFirst();
  }

  /** What the actions say the image was made by. */
  List<String> digitalSourceTypes() {
    return Stream.of(ManifestLabels.ACTIONS, ManifestLabels.ACTIONS_V1)
        .flatMap(label -> referenced(label).stream())
        .flatMap(box -> types(cbor(box)).stream())
        .distinct()
        .toList();
  }

  JsonNode cbor(Superbox box) {
    return CborReader.read(document(box), box.label());
  }

  private static List<String> types(JsonNode actions) {
    List<String> types = new ArrayList<>();
    for (JsonNode action : actions.path("actions")) {
      String type = action.path("digitalSourceType").asText();
      if (!type.isEmpty()) {
        types.add(type);
      }
    }
    return types;
  }

  private Optional<Superbox> find(JsonNode reference) {
    String url = reference.path("url").asText();
    return assertions.child(url.substring(url.lastIndexOf('/') + 1));
  }

  private static byte[] document(Superbox box) {
    return box.cbor()
        .orElseThrow(() -> new BadManifestException(box.label() + " has no CBOR document"));
  }

  private static Superbox required(Optional<Superbox> box, String what) {
    return box.orElseThrow(() -> new BadManifestException("it has no " + what));
  }
}
