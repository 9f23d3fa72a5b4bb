package zoodip.provenance.c2pa;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.c2pa.JumbfBox.Superbox;
import zoodip.provenance.c2pa.ManifestReport.Check;

/**
 * Reads manifests of PNG files, whoever wrote them, and checks them. Time stamps and revocations
 * are not looked at: certificates have to be valid now.
 */
public final class ManifestVerifier {
  /** 1 MiB: room for a thumbnail or two. */
  private static final int MAX_BYTES = 1 << 20;

  private final Clock clock;
  private final List<X509Certificate> authorities;

  /**
   * @param authorities whose signers are trusted; none: trust is not asked for
   */
  public ManifestVerifier(Clock clock, List<X509Certificate> authorities) {
    this.clock = clock;
    this.authorities = List.copyOf(authorities);
  }

  /**
   * The report on a PNG file's manifest; empty if it has none.
   *
   * @throws BadManifestException if there is one that cannot be read
   */
  public Optional<ManifestReport> verify(byte[] png) {
    List<PngChunkFile.Located> chunks = PngChunkFile.find(png, ManifestLabels.PNG_CHUNK);
    if (chunks.isEmpty()) {
      return Optional.empty();
    }
    if (chunks.size() > 1) {
      throw new BadManifestException("the file has %d manifest stores".formatted(chunks.size()));
    }
    PngChunkFile.Located chunk = chunks.get(0);
    if (!chunk.intact()) {
      throw new BadManifestException("its chunk is damaged: the checksum is wrong");
    }
    if (chunk.content().remaining() > MAX_BYTES) {
      throw new BadManifestException("its store has more than %,d bytes".formatted(MAX_BYTES));
    }
    return Optional.of(report(png, chunk, ActiveManifest.read(chunk.content())));
  }

  private ManifestReport report(byte[] png, PngChunkFile.Located chunk, ActiveManifest manifest) {
    CoseSign1 signature = manifest.signature();
    List<X509Certificate> chain = signature.chain();
    return new ManifestReport(
        manifest.generator(),
        manifest.digitalSourceTypes(),
        chain.stream().findFirst().map(ManifestVerifier::signer),
        signature(signature, manifest),
        assertions(manifest),
        content(png, chunk, manifest),
        CertificateChecks.validity(chain, clock.instant()),
        authorities.isEmpty()
            ? Optional.empty()
            : Optional.of(CertificateChecks.trust(chain, authorities, clock.instant())));
  }

  private static ManifestReport.Signer signer(X509Certificate certificate) {
    return new ManifestReport.Signer(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }

  private static Check signature(CoseSign1 signature, ActiveManifest manifest) {
    if (signature.algorithm().isEmpty()) {
      return Check.fails("it is by an algorithm that C2PA does not know");
    }
    if (signature.chain().isEmpty()) {
      return Check.fails("it names no certificate");
    }
    return signature.verifies(manifest.claimBytes())
        ? Check.HOLDS
        : Check.fails("it is not of this claim, or not by this certificate's key");
  }

  private static Check assertions(ActiveManifest manifest) {
    List<String> changed = new ArrayList<>();
    for (JsonNode reference : manifest.references()) {
      if (!manifest.holds(reference)) {
        changed.add(reference.path("url").asText());
      }
    }
    return changed.isEmpty()
        ? Check.HOLDS
        : Check.fails("missing, or not what was signed: " + String.join(", ", changed));
  }

  private static Check content(byte[] png, PngChunkFile.Located chunk, ActiveManifest manifest) {
    Optional<Superbox> box = manifest.referenced(ManifestLabels.DATA_HASH);
    return box.isEmpty()
        ? Check.fails("the manifest has no hash of the file")
        : DataHash.check(png, chunk, manifest.cbor(box.get()), manifest.algorithm());
  }
}
