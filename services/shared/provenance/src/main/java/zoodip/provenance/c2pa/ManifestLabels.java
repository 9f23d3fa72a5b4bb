package zoodip.provenance.c2pa;

/** Kinds and labels of the boxes of a manifest store (C2PA specification, section 11). */
final class ManifestLabels {
  /** The PNG chunk with the manifest store. */
  static final String PNG_CHUNK = "caBX";

  static final String STORE_KIND = "c2pa";
  static final String STORE = "c2pa";
  static final String MANIFEST_KIND = "c2ma";
  static final String ASSERTIONS_KIND = "c2as";
  static final String ASSERTIONS = "c2pa.assertions";
  static final String CBOR_KIND = "cbor";
  static final String CLAIM_KIND = "c2cl";
  static final String CLAIM = "c2pa.claim.v2";

  /** Of earlier versions of the specification. */
  static final String CLAIM_V1 = "c2pa.claim";

  static final String SIGNATURE_KIND = "c2cs";
  static final String SIGNATURE = "c2pa.signature";
  static final String ACTIONS = "c2pa.actions.v2";

  /** Likewise. */
  static final String ACTIONS_V1 = "c2pa.actions";

  static final String DATA_HASH = "c2pa.hash.data";

  /** What references into the same store begin with. */
  static final String SELF = "self#jumbf=";

  private ManifestLabels() {}
}
