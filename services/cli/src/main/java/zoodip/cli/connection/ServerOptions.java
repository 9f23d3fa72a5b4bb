package zoodip.cli.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.TextFile;
import zoodip.client.ClientSettings;
import zoodip.client.Encryption;

/** Which server a command talks to, and as whom. */
public final class ServerOptions {
  private static final String KEY_VARIABLE = "ZOODIP_API_KEY";

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ZOODIP_SERVER:-localhost:9001}",
      description = "The server (default: $ZOODIP_SERVER or localhost:9001).")
  private String server;

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      defaultValue = "${env:ZOODIP_TENANT:-default}",
      description =
          "Whose subjects, jobs and concepts are meant (default: $ZOODIP_TENANT or default).")
  private String tenant;

  @Option(names = "--tls", description = "Encrypt the connection.")
  private boolean tls;

  @Option(
      names = "--tls-trust",
      paramLabel = "FILE.pem",
      description = "Encrypt, and trust these certificate authorities instead of the JVM's.")
  private Path trusted;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long one try of a call may take (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "A file with the API key or token to show (default: what $ZOODIP_API_KEY has, if"
              + " anything).")
  private Path keyFile;

  ClientSettings settings() {
    ServerAddress.require(server);
    if (seconds < 1) {
      throw new UsageException("--timeout wants at least 1 second, not " + seconds);
    }
    ResourceNames.requireId("tenant", tenant);
    return new ClientSettings(
        server,
        tenant,
        encryption(),
        Duration.ofSeconds(seconds),
        ClientSettings.DEFAULT_TRIES,
        key());
  }

  /** Not an option of its own: other users of a machine see the words of a command. */
  private Optional<String> key() {
    String key = keyFile == null ? System.getenv(KEY_VARIABLE) : TextFile.read(keyFile);
    return Optional.ofNullable(key).map(String::strip).filter(text -> !text.isEmpty());
  }

  private Encryption encryption() {
    if (trusted != null) {
      return new Encryption.TlsTrusting(trusted);
    }
    return tls ? new Encryption.Tls() : new Encryption.Plaintext();
  }
}
