package zoodip.local;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import zoodip.local.data.StartException;

/** The ports that this process is to listen on, looked at before anything is started. */
final class PortCheck {
  private static final String GRPC = "quarkus.grpc.server";
  private static final String HTTP = "quarkus.http";

  private PortCheck() {}

  /**
   * Sees that both can be had.
   *
   * @throws StartException naming the port and what to do
   */
  static void requireFree() {
    SmallRyeConfig settings =
        new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources().build();
    OwnPort grpc = OwnPort.of(settings, GRPC, "gRPC", "--port");
    OwnPort http = OwnPort.of(settings, HTTP, "health and metrics", "--http-port");
    if (grpc.conflictsWith(http)) {
      throw new StartException(
          "%s and %s cannot both have port %d; choose another with %s or %s of 'zoodip serve', -D%s.port or -D%s.port"
              .formatted(grpc.what, http.what, grpc.port, grpc.option, http.option, GRPC, HTTP));
    }
    grpc.requireFree();
    http.requireFree();
  }

  /**
   * One of them.
   *
   * @param server begins the names of its settings
   * @param port 0 for any that is free
   */
  private record OwnPort(String server, String what, String option, String host, int port) {
    static OwnPort of(SmallRyeConfig settings, String server, String what, String option) {
      String host = settings.getValue(server + ".host", String.class);
      int port = settings.getValue(server + ".port", Integer.class);
      return new OwnPort(server, what, option, host, port);
    }

    /** Whether one process cannot listen on both. */
    boolean conflictsWith(OwnPort other) {
      InetAddress here = address();
      InetAddress there = other.address();
      boolean apart =
          !here.equals(there) && !here.isAnyLocalAddress() && !there.isAnyLocalAddress();
      return port != 0 && port == other.port && !apart;
    }

    void requireFree() {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address(), port));
      } catch (IOException e) {
        throw new StartException(
            "port %d of %s, for %s, cannot be had (%s); stop what has it, or choose another with %s"
                    .formatted(port, host, what, e.getMessage(), option)
                + " of 'zoodip serve' or -D%s.port".formatted(server),
            e);
      }
    }

    private InetAddress address() {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new StartException(
            "%s is no address of this machine; --host or -D%s.host names one"
                .formatted(host, server),
            e);
      }
    }
  }
}
