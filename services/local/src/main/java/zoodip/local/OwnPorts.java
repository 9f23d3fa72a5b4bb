package zoodip.local;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The ports that this process is to listen on, looked at before anything is started. */
final class OwnPorts {
  private static final String GRPC = "quarkus.grpc.server";
  private static final String HTTP = "quarkus.http";

  private OwnPorts() {}

  /**
   * Sees that both can be had.
   *
   * @throws IllegalStateException naming the port and what to do
   */
  static void requireFree() {
    SmallRyeConfig settings =
        new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources().build();
    require(settings, GRPC, "gRPC", "--port");
    require(settings, HTTP, "health and metrics", "--http-port");
  }

  private static void require(SmallRyeConfig settings, String server, String what, String option) {
    String host = settings.getValue(server + ".host", String.class);
    int port = settings.getValue(server + ".port", Integer.class);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(host, server), port));
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d of %s, for %s, cannot be had (%s); stop what has it, or choose another with %s"
                  .formatted(port, host, what, e.getMessage(), option)
              + " of 'zoodip serve' or -D%s.port".formatted(server),
          e);
    }
  }

  private static InetAddress address(String host, String server) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "%s is no address of this machine; --host or -D%s.host names one".formatted(host, server),
          e);
    }
  }
}
