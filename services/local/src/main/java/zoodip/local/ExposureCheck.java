package zoodip.local;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import zoodip.local.data.StartException;

/** Whether this process would let everybody in who reaches it from another machine. */
final class ExposureCheck {
  private static final String ENABLED = "access.enabled";
  private static final String SYSTEM_ADMINS = "access.system-admin-digests";
  private static final String INSECURE = "local.insecure";

  private ExposureCheck() {}

  /**
   * Sees that only this machine can connect, or that callers are asked who they are, or that it is
   * wanted otherwise.
   *
   * @throws StartException that says what to do
   */
  static void require() {
    SmallRyeConfig settings = settings();
    String host = settings.getValue("quarkus.grpc.server.host", String.class);
    boolean wanted = settings.getOptionalValue(INSECURE, Boolean.class).orElse(false);
    if (!callersAreAsked() && !wanted && !isLoopback(host)) {
      throw new StartException(
          "whoever reaches %s could do everything with what is here: have callers asked who they are with --auth (-D%s=true), or say --insecure (-D%s=true) if every one of them may"
              .formatted(host, ENABLED, INSECURE));
    }
  }

  /** Whether callers have to say who they are. */
  static boolean callersAreAsked() {
    return settings().getOptionalValue(ENABLED, Boolean.class).orElse(false);
  }

  /** The digests of system admins that are set from outside. */
  static Optional<String> systemAdmins() {
    return settings().getOptionalValue(SYSTEM_ADMINS, String.class);
  }

  private static SmallRyeConfig settings() {
    return new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources().build();
  }

  /** A name that nothing is known of is refused elsewhere. */
  private static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
