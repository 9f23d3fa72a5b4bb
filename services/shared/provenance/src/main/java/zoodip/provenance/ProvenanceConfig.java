package zoodip.provenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How images that a model generated are marked as such. */
@ConfigMapping(prefix = "provenance")
public interface ProvenanceConfig {
  /**
   * A PEM file with the EC key on P-256 (PKCS #8) that C2PA manifests are signed with; without one
   * images have no manifest. A service does not start with a key that cannot sign.
   */
  Optional<Path> signingKey();

  /** A PEM file with the certificates of the key: the signer's first, each signed by the next. */
  Optional<Path> certificates();

  /** How often key and certificates are read again, since they are renewed while services run. */
  @WithDefault("PT1M")
  Duration reloadInterval();

  /**
   * Whether images have an invisible watermark, those whose sides have at least 256 pixels. The
   * pixels still follow from the seed, but they are others than without.
   */
  @WithDefault("true")
  boolean watermark();

  /** The number in the watermark, 0..4294967295: whose images they are. */
  @WithDefault("0")
  long watermarkPayload();

  /** Whether images' files tell prompt and negative prompt. */
  @WithDefault("true")
  boolean prompts();

  /** Everything by default. */
  static ProvenanceConfig defaults() {
    return new ProvenanceConfig() {
      @Override
      public Optional<Path> signingKey() {
        return Optional.empty();
      }

      @Override
      public Optional<Path> certificates() {
        return Optional.empty();
      }

      @Override
      public Duration reloadInterval() {
        return Duration.ofMinutes(1);
      }

      @Override
      public boolean watermark() {
        return true;
      }

      @Override
      public long watermarkPayload() {
        return 0;
      }

      @Override
      public boolean prompts() {
        return true;
      }
    };
  }
}
