package zoodip.cli.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.cli.errors.UsageException;

/** The address of a server as users write it: host:port, an IPv6 address in brackets. */
final class ServerAddress {
  /** The largest port of TCP. */
  private static final int LAST_PORT = 65535;

  private static final Pattern FORM =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%a-z]+]):([0-9]{1,9})");

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1]):[0-9]+");

  private ServerAddress() {}

  /** Whether connections to an address, of the form host:port, do not leave this machine. */
  static boolean isLoopback(String server) {
    return LOOPBACK.matcher(server).matches();
  }

  /**
   * Refuses what is no address.
   *
   * @throws UsageException that says what is wrong
   */
  static void require(String server) {
    if (server.contains("://")) {
      throw new UsageException(
          "'%s' is no address of a server; write it without %s and say --tls if it is encrypted"
              .formatted(server, server.substring(0, server.indexOf("://") + 3)));
    }
    Matcher form = FORM.matcher(server);
    if (!form.matches()) {
      throw new UsageException(
          "'%s' is no address of a server; write host:port, for example localhost:9001"
              .formatted(server));
    }
    int port = Integer.parseInt(form.group(1));
    if (port < 1 || port > LAST_PORT) {
      throw new UsageException(
          "'%s' is no address of a server; ports go from 1 to %d".formatted(server, LAST_PORT));
    }
  }
}
