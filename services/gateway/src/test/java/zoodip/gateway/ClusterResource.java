package zoodip.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;

/** Kafka and an object store for the tests of the running gateway. */
public class ClusterResource implements QuarkusTestResourceLifecycleManager {
  private Path folder;
  private Cluster cluster;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("gateway-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster = Cluster.start(folder);
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.grpc.server.test-port", String.valueOf(Ports.freePort()));
    settings.put("gateway.inference.target", "localhost:" + Ports.freePort());
    settings.put("gateway.inference.connect-timeout", "PT3S");
    settings.put("gateway.fold.state-dir", folder.resolve("streams").toString());
    settings.put("gateway.photos.arrivals-folder", arrivals().toString());
    settings.put("gateway.fold.rack", "rack-1");
    settings.put("gateway.watches.heartbeat", "PT0.2S");
    settings.put("gateway.scaling.heartbeat", "PT0.5S");
    settings.put("gateway.concepts.concurrent-verifications", "1");
    return settings;
  }

  private Path arrivals() {
    try {
      return Files.createDirectory(folder.resolve("arrivals"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    cluster.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
