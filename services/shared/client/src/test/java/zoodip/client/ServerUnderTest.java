package zoodip.client;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A gRPC server with answers that a test chooses, on a free port. */
final class ServerUnderTest implements AutoCloseable {
  private final Server server;

  private ServerUnderTest(Server server) {
    this.server = server;
  }

  static ServerUnderTest start(BindableService service) {
    return start(service, InsecureServerCredentials.create());
  }

  static ServerUnderTest start(BindableService service, ServerCredentials credentials) {
    try {
      return new ServerUnderTest(
          Grpc.newServerBuilderForPort(0, credentials).addService(service).build().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClientSettings settings() {
    return ClientSettings.of("localhost:" + server.getPort(), "tests");
  }

  Client client() {
    return Client.connect(settings());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
