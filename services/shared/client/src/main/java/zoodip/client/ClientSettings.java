package zoodip.client;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client needs to know of a server, and how patient it is.
 *
 * @param server host:port
 * @param tenant the id of whose subjects, jobs and concepts are meant
 * @param encryption of the connection
 * @param patience how long one try of a call may take; streams of changes have their own
 * @param tries of a call that fails for a passing reason, the first included
 * @param key an API key or token that is shown to the server; empty for one that asks for none
 */
public record ClientSettings(
    String server,
    String tenant,
    Encryption encryption,
    Duration patience,
    int tries,
    Optional<String> key) {
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);
  public static final int DEFAULT_TRIES = 4;

  public ClientSettings {
    if (tries < 1) {
      throw new IllegalArgumentException("A call needs at least one try, not " + tries);
    }
  }

  /** Plaintext, with the usual patience. */
  public static ClientSettings of(String server, String tenant) {
    return new ClientSettings(
        server,
        tenant,
        new Encryption.Plaintext(),
        DEFAULT_PATIENCE,
        DEFAULT_TRIES,
        Optional.empty());
  }

  /** With another patience. */
  public ClientSettings withPatience(Duration other) {
    return new ClientSettings(server, tenant, encryption, other, tries, key);
  }

  /** With a key or token to show. */
  public ClientSettings withKey(String shown) {
    return new ClientSettings(server, tenant, encryption, patience, tries, Optional.of(shown));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "ClientSettings[server=%s, tenant=%s, encryption=%s, patience=%s, tries=%d]"
        .formatted(server, tenant, encryption, patience, tries);
  }
}
