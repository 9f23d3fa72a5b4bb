package zoodip.systemtests;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;
import zoodip.v1.Subject;

/** Kafka and an object store with the toybox's models, and on them services of two versions. */
final class MixedInstall implements AutoCloseable {
  /** Where a gateway is, or another one after it. */
  record GatewayPorts(int grpc, int http) {
    static GatewayPorts free() {
      return new GatewayPorts(Ports.freePort(), Ports.freePort());
    }
  }

  private final String name;
  private final Path folder;
  private final Cluster cluster;
  private final int inferencePort = Ports.freePort();
  private final List<App> apps = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();

  /**
   * Starts Kafka and the object store.
   *
   * @param name what the names of its processes' logs begin with
   * @param folder for all that it keeps
   */
  MixedInstall(String name, Path folder) {
    this.name = name;
    this.folder = folder;
    cluster = Cluster.start(folder);
    StoredModels.publishToybox(cluster.storage(), folder.resolve("toybox"));
  }

  Cluster cluster() {
    return cluster;
  }

  App gateway(ServiceVersion version, GatewayPorts ports) {
    return gateway(version, ports, Map.of());
  }

  App gateway(ServiceVersion version, GatewayPorts ports, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("quarkus.grpc.server.port", String.valueOf(ports.grpc()));
    settings.put("quarkus.http.port", String.valueOf(ports.http()));
    settings.put("gateway.inference.target", inferenceTarget());
    // one gateway takes over from another for as long as this machine needs for that
    settings.put("gateway.calls.apply-timeout", "PT5M");
    return start(version, "gateway", settings);
  }

  /** A trainer that commits its steps often. */
  App trainer(ServiceVersion version, GatewayPorts gateway) {
    return trainer(version, gateway, 0);
  }

  /**
   * As before.
   *
   * @param http the port of its health
   */
  App trainer(ServiceVersion version, GatewayPorts gateway, int http) {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.grpc.server.port", "0");
    settings.put("quarkus.http.port", String.valueOf(http));
    settings.put("trainer.flush-interval", "PT0.5S");
    settings.put("work.lock", "PT3S");
    addGateway(version, gateway, settings);
    return start(version, "trainer", settings);
  }

  /** The inference service that gateways and evaluators know. */
  App inference() {
    return start(
        ServiceVersion.PRESENT,
        "inference",
        Map.of(
            "quarkus.grpc.server.port", String.valueOf(inferencePort), "quarkus.http.port", "0"));
  }

  App evaluator(ServiceVersion version, GatewayPorts gateway) {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.grpc.server.port", "0");
    settings.put("quarkus.http.port", "0");
    settings.put("evaluator.inference.target", inferenceTarget());
    addGateway(version, gateway, settings);
    return start(version, "evaluator", settings);
  }

  /** The API of the gateway that is or will be there. */
  Api api(GatewayPorts gateway) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", gateway.grpc()).usePlaintext().build();
    channels.add(channel);
    return new Api(channel, "tenants/tests");
  }

  Subject subject(Api api) {
    return api.uploadCommented("mug", folder.resolve("photos"));
  }

  /** What the readiness of a process says, as soon as it says anything. */
  static String awaitReadiness(int http) throws InterruptedException {
    String told = readiness(http);
    while (told.isEmpty()) {
      Thread.sleep(100);
      told = readiness(http);
    }
    return told;
  }

  /** What the readiness of a process says; empty as long as it says nothing. */
  private static String readiness(int http) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/q/health/ready"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits until a process is ready for what it is there for. */
  static void awaitReady(int http) throws InterruptedException {
    // the first status is that of all checks together
    while (!readiness(http).replaceAll("\\s", "").startsWith("{\"status\":\"UP\"")) {
      Thread.sleep(100);
    }
  }

  @Override
  public void close() throws InterruptedException {
    channels.forEach(ManagedChannel::shutdownNow);
    for (App app : apps) {
      app.close();
    }
    cluster.close();
  }

  /** Earlier workers ask no gateway, and would not start with a setting that they do not know. */
  private static void addGateway(
      ServiceVersion version, GatewayPorts gateway, Map<String, String> settings) {
    if (version == ServiceVersion.PRESENT) {
      settings.put("work.gateway.target", "127.0.0.1:" + gateway.grpc());
    }
  }

  private String inferenceTarget() {
    return "127.0.0.1:" + inferencePort;
  }

  private App start(ServiceVersion version, String service, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("model-cache.folder", folder.resolve("models").toString());
    settings.putAll(own);
    String log = "%s-%d-%s-%s".formatted(name, apps.size() + 1, version, service);
    App app = App.start(version.of(service), log, settings);
    apps.add(app);
    return app;
  }
}
