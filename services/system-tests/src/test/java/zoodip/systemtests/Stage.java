package zoodip.systemtests;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;
import zoodip.v1.Subject;

/**
 * What the tests of separate processes share: Kafka and an object store with the toybox's models in
 * this process, a gateway in its own, and a subject with photos. Started for the first test that
 * asks, closed after the last.
 */
public final class Stage implements AutoCloseable {
  private final Path folder;
  private final Cluster cluster;
  private final App gateway;
  private final ManagedChannel channel;
  private final Api api;
  private final int inferencePort = Ports.freePort();
  private final int gatewayPort = Ports.freePort();
  private final TraceReceiver traces = new TraceReceiver();
  private final AtomicInteger started = new AtomicInteger();
  private final Subject subject;

  private Stage(Path folder) {
    this.folder = folder;
    cluster = Cluster.start(folder);
    StoredModels.publishToybox(cluster.storage(), folder.resolve("toybox"));
    gateway =
        start(
            "gateway",
            Map.of(
                "quarkus.grpc.server.port",
                String.valueOf(gatewayPort),
                "gateway.inference.target",
                "127.0.0.1:" + inferencePort));
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", gatewayPort).usePlaintext().build();
    api = new Api(channel, "tenants/tests");
    subject = api.upload("mug", folder.resolve("photos"));
  }

  Api api() {
    return api;
  }

  /** The gateway's gRPC target. */
  String gatewayTarget() {
    return "127.0.0.1:" + gatewayPort;
  }

  /** What all services of the stage trace. */
  TraceReceiver traces() {
    return traces;
  }

  /** The gateway that all others know. */
  App gateway() {
    return gateway;
  }

  Cluster cluster() {
    return cluster;
  }

  /** A mug with five photos. */
  Subject subject() {
    return subject;
  }

  /** A trainer that commits its steps often, so that a kill loses some and keeps some. */
  App trainer(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "quarkus.grpc.server.port", "0",
                "trainer.flush-interval", "PT0.5S",
                "work.lock", "PT3S"));
    all.putAll(settings);
    return start("trainer", all);
  }

  App trainer() {
    return trainer(Map.of());
  }

  /** The inference service that the gateway and the evaluator know. */
  App inference() {
    return inference(Map.of());
  }

  App inference(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("quarkus.grpc.server.port", String.valueOf(inferencePort));
    return start("inference", all);
  }

  App evaluator() {
    return start(
        "evaluator",
        Map.of(
            "quarkus.grpc.server.port",
            "0",
            "evaluator.inference.target",
            "127.0.0.1:" + inferencePort));
  }

  /** With {@code -Drecord.topics=FOLDER}, what lies on Kafka by then is written there. */
  @Override
  public void close() throws Exception {
    channel.shutdownNow();
    String recording = System.getProperty("record.topics");
    if (recording != null) {
      new JobTopics(cluster.kafka()).record(Path.of(recording));
    }
    gateway.close();
    traces.close();
    cluster.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Any service, with these settings over its own. */
  App service(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("quarkus.grpc.server.port", "0");
    return start(name, all);
  }

  /** A service of an image, with these settings; its models are within. */
  App contained(ServiceImage image, String name, Map<String, String> own) {
    Map<String, String> settings = shared();
    settings.put("zoodip.engine.threads", "1");
    settings.putAll(own);
    return App.start(image, "image-" + name + "-" + started.incrementAndGet(), settings);
  }

  private App start(String service, Map<String, String> own) {
    Map<String, String> settings = shared();
    settings.putAll(traces.settings());
    settings.put("quarkus.http.port", String.valueOf(Ports.freePort()));
    settings.put("model-cache.folder", folder.resolve("models").toString());
    settings.putAll(own);
    return App.start(service, service + "-" + started.incrementAndGet(), settings);
  }

  private Map<String, String> shared() {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("quarkus.http.port", "0");
    settings.put("work.gateway.target", "127.0.0.1:" + gatewayPort);
    return settings;
  }

  /** Gives the stage to test methods that have it as a parameter. */
  public static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Stage.class))
          .getOrComputeIfAbsent(Stage.class, type -> open(), Stage.class);
    }

    private static Stage open() {
      try {
        return new Stage(Files.createTempDirectory("zoodip-system-tests-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
