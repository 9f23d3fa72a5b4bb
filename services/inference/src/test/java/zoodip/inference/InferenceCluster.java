package zoodip.inference;

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

/** Kafka, an object store and free ports for an application under test. */
public class InferenceCluster implements QuarkusTestResourceLifecycleManager {
  private Cluster cluster;

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("zoodip-inference-");
      cluster = Cluster.start(folder);
      Map<String, String> settings = new HashMap<>(cluster.settings());
      settings.put("model-cache.folder", folder.resolve("models").toString());
      settings.put("quarkus.http.test-port", "0");
      settings.put("quarkus.grpc.server.test-port", Integer.toString(Ports.freePort()));
      settings.put("inference.precision", "fp32");
      settings.put("inference.compute", "fp32");
      settings.put("inference.calls", "3");
      settings.put("inference.batch-rows", "4");
      settings.put("inference.unread-pictures", "4");
      settings.put("inference.cached-concepts", "50");
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
