package zoodip.trainer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;

/** Kafka and an object store for an application under test. */
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {
  private Cluster cluster;

  @Override
  public Map<String, String> start() {
    cluster = Cluster.start(folder());
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("quarkus.http.test-port", "0");
    int port = Ports.freePort();
    settings.put("quarkus.grpc.server.test-port", Integer.toString(port));
    settings.put("work.gateway.target", "localhost:" + port);
    return settings;
  }

  @Override
  public void stop() {
    cluster.close();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("trainer-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
