package zoodip.provenance.c2pa;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;

/** Reads CBOR documents that anybody may have written. Whole numbers as keys become text. */
final class CborReader {
  private static final int MAX_DEPTH = 32;

  /** More values than programs write; each takes some dozen bytes of the heap. */
  private static final int MAX_TOKENS = 1 << 16;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          CBORFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxTokenCount(MAX_TOKENS)
                      .build())
              .build());

  private CborReader() {}

  /**
   * @param what the document is, for the message
   * @throws BadManifestException if it is no CBOR
   */
  static JsonNode read(byte[] document, String what) {
    try {
      return MAPPER.readTree(document);
    } catch (IOException e) {
      throw new BadManifestException(what + " is no CBOR document: " + e.getMessage(), e);
    }
  }

  /** The byte string of a field; empty where there is none. */
  static byte[] binary(JsonNode node) {
    try {
      return node.isBinary() ? node.binaryValue() : new byte[0];
    } catch (IOException e) {
      throw new BadManifestException("a byte string cannot be read", e);
    }
  }
}
