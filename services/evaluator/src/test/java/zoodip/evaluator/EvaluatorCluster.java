package zoodip.evaluator;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;

/**
 * Kafka, an object store and free ports for an evaluator with inference, and the gateway for its
 * fold, in the same process.
 */
public class EvaluatorCluster implements QuarkusTestResourceLifecycleManager {
  private Cluster cluster;

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("zoodip-evaluator-");
      cluster = Cluster.start(folder);
      int port = Ports.freePort();
      Map<String, String> settings = new HashMap<>(cluster.settings());
      settings.put("model-cache.folder", folder.resolve("models").toString());
      settings.put("quarkus.http.test-port", "0");
      settings.put("quarkus.grpc.server.test-port", Integer.toString(port));
      settings.put("evaluator.inference.target", "localhost:" + port);
      settings.put("work.gateway.target", "localhost:" + port);
      settings.put("evaluator.inference.pictures", "2");
      settings.put("inference.calls", "1");
      settings.put("evaluator.progress-interval", "PT0S");
      settings.put("work.first-pause", "PT0.1S");
      for (String category : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
        settings.put("quarkus.log.category.\"" + category + "\".level", "ERROR");
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    cluster.close();
  }
}
