package zoodip.client;

import java.time.Duration;

/**
 * What a client needs to know of a server, and how patient it is.
 *
 * @param server host:port
 * @param tenant the id of whose subjects, jobs and concepts are meant
 * @param encryption of the connection
 * @param patience how long one try of a call may take; streams of changes have their own
 * @param tries of a call that fails for a passing reason, the first included
 */
public record ClientSettings(
    String server, String tenant, Encryption encryption, Duration patience, int tries) {
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
        server, tenant, new Encryption.Plaintext(), DEFAULT_PATIENCE, DEFAULT_TRIES);
  }

  /** With another patience. */
  public ClientSettings withPatience(Duration other) {
    return new ClientSettings(server, tenant, encryption, other, tries);
  }
}
