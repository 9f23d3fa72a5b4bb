package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that cannot listen must not run on as if it could. */
@Timeout(120)
class TakenPortIT {
  @ParameterizedTest
  @ValueSource(strings = {"gateway", "inference"})
  void aServiceWhoseGrpcPortIsTakenSaysSoAndEnds(String service) throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        App app =
            App.start(
                service,
                "taken-port-" + service,
                Map.of(
                    "quarkus.grpc.server.port",
                    String.valueOf(taken.getLocalPort()),
                    "quarkus.http.port",
                    "0",
                    "kafka.bootstrap.servers",
                    "127.0.0.1:1",
                    "storage.endpoint",
                    "http://127.0.0.1:1",
                    "storage.access-key",
                    "none",
                    "storage.secret-key",
                    "none"))) {
      assertEquals(1, app.exitCode());
      String log = Files.readString(Path.of(System.getProperty("logs"), app.name() + ".log"));
      assertTrue(
          log.contains("The gRPC server cannot listen on port " + taken.getLocalPort()), log);
    }
  }
}
