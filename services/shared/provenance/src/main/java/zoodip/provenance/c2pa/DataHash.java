package zoodip.provenance.c2pa;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.Optional;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.c2pa.ManifestReport.Check;

/** Compares a file with the hash of it in its manifest (c2pa.hash.data). */
final class DataHash {
  private DataHash() {}

  /**
   * @param chunk where the manifest stands, which the hash leaves out, and nothing else
   * @param assertion the hash and what it leaves out
   * @param usual the algorithm, where the assertion names none
   */
  static Check check(byte[] file, PngChunkFile.Located chunk, JsonNode assertion, String usual) {
    Optional<HashAlgorithm> algorithm = HashAlgorithm.of(assertion.path("alg").asText(usual));
    if (algorithm.isEmpty()) {
      return Check.fails("the hash is by an algorithm that C2PA does not know");
    }
    MessageDigest digest = algorithm.get().digest();
    int at = 0;
    for (JsonNode exclusion : assertion.path("exclusions")) {
      long start = exclusion.path("start").asLong(-1);
      long length = exclusion.path("length").asLong(-1);
      if (start < Math.max(at, chunk.start())
          || start > chunk.end()
          || length < 0
          || length > chunk.end() - start) {
        return Check.fails("the hash leaves out more of the file than its manifest");
      }
      digest.update(file, at, (int) start - at);
      at = (int) (start + length);
    }
    digest.update(file, at, file.length - at);
    return MessageDigest.isEqual(digest.digest(), CborReader.binary(assertion.path("hash")))
        ? Check.HOLDS
        : Check.fails("the file was changed after it was signed");
  }
}
