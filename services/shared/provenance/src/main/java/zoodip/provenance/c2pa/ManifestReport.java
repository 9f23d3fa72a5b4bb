package zoodip.provenance.c2pa;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a file's manifest says and whether it holds.
 *
 * @param generator the program that made the claim, with its version; empty if it does not say
 * @param digitalSourceTypes what it says the image was made by, terms of IPTC's vocabulary
 * @param signer the subject of the signer's certificate; empty if there is none
 * @param signature whether the signer signed the claim
 * @param assertions whether they are the ones that were signed
 * @param content whether the file is the one that was signed
 * @param certificates whether the signer's certificates are valid, each signed by the next, and the
 *     first one is for signing images
 * @param trust whether they lead to an authority that is trusted; empty if none was named
 */
public record ManifestReport(
    Optional<String> generator,
    List<String> digitalSourceTypes,
    Optional<Signer> signer,
    Check signature,
    Check assertions,
    Check content,
    Check certificates,
    Optional<Check> trust) {

  /**
   * Who signed.
   *
   * @param name the certificate's subject
   * @param issuer its issuer
   * @param validUntil the certificate's end
   */
  public record Signer(String name, String issuer, Instant validUntil) {}

  /**
   * An answer.
   *
   * @param holds yes
   * @param why why not; empty where it holds
   */
  public record Check(boolean holds, String why) {
    static final Check HOLDS = new Check(true, "");

    static Check fails(String why) {
      return new Check(false, why);
    }
  }

  /** Whether everything that was asked holds. */
  public boolean holds() {
    return signature.holds()
        && assertions.holds()
        && content.holds()
        && certificates.holds()
        && trust.map(Check::holds).orElse(true);
  }
}
