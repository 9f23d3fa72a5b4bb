package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Cluster;
import zoodip.embedded.Ports;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.TrainingJobsGrpc;

/**
 * What many jobs cost: a gateway's start, memory and answers, and a trainer's memory, which does
 * not depend on them. {@code -Dscaling.jobs=1000000} takes as many as SCALING's figures are of;
 * {@code -Dscaling.whole-records=true} writes records as they were before there were archives.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ManyJobsIT {
  private static final int JOBS = Integer.getInteger("scaling.jobs", 20_000);
  private static final String HEAP = System.getProperty("scaling.heap", "1400m");
  private static final boolean WHOLE = Boolean.getBoolean("scaling.whole-records");
  private static final int CALLS = 2000;
  private static final int PAGES = 300;

  @TempDir Path folder;

  private final Map<String, String> figures = new java.util.LinkedHashMap<>();
  private final Random random = new Random(1);

  @Test
  void aTrainerDoesNotNoticeThemAndAGatewayAnswersSoon() throws Exception {
    StoredJobs stored = new StoredJobs(WHOLE);
    figures.put("jobs", String.valueOf(JOBS));
    figures.put("bytes of an archived record, of a running one", stored.sizes().toString());
    long alone = trainerHeap("empty", 0, stored);
    long among = trainerHeap("full", JOBS, stored);
    figures.put("a trainer's heap in an empty system, KiB", String.valueOf(alone >> 10));
    figures.put("a trainer's heap among these jobs, KiB", String.valueOf(among >> 10));
    write();
    if (!WHOLE) {
      assertTrue(stored.sizes().get(0) <= 2000, figures::toString);
      assertTrue(among < alone + (4 << 20), figures::toString);
    }
  }

  /** Starts a gateway and a trainer beside so many jobs; the trainer's heap after a collection. */
  private long trainerHeap(String name, int jobs, StoredJobs stored) throws Exception {
    try (Cluster cluster = Cluster.start(folder.resolve(name))) {
      StoredModels.publishToybox(cluster.storage(), folder.resolve(name + "-toybox"));
      new KafkaClients(
              Map.of("bootstrap.servers", cluster.kafka().bootstrapServers()), new Settings())
          .ensureTopics();
      if (jobs > 0) {
        stored.write(cluster.kafka().bootstrapServers(), jobs);
      }
      int port = Ports.freePort();
      long begin = System.nanoTime();
      try (App gateway = gateway(name, cluster, port)) {
        ManagedChannel channel =
            ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
        try {
          awaitReady(channel);
          if (jobs > 0) {
            figures.put(
                "seconds from the process's start until the gateway is ready",
                String.valueOf(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)));
            ask(channel, jobs);
            figures.put("the gateway's resident MiB", gateway.residentMebibytes());
          }
          return trainerHeap(name, cluster, port);
        } finally {
          channel.shutdownNow();
        }
      }
    }
  }

  private App gateway(String name, Cluster cluster, int port) {
    Map<String, String> settings = settings(cluster);
    settings.put("quarkus.grpc.server.port", String.valueOf(port));
    settings.put("gateway.fold.store", "PERSISTENT");
    settings.put("gateway.fold.standbys", "0");
    settings.put("gateway.fold.state-dir", folder.resolve(name + "-state").toString());
    return App.start(HEAP, "gateway", "gateway-" + name, settings);
  }

  private long trainerHeap(String name, Cluster cluster, int gatewayPort) throws Exception {
    int http = Ports.freePort();
    Map<String, String> settings = settings(cluster);
    settings.put("quarkus.http.port", String.valueOf(http));
    settings.put("quarkus.grpc.server.port", "0");
    settings.put("work.gateway.target", "127.0.0.1:" + gatewayPort);
    try (App trainer = App.start("trainer", "trainer-" + name, settings)) {
      URI address = URI.create("http://127.0.0.1:" + http);
      awaitReady(address);
      // longer than a view of all jobs would need to be read
      Thread.sleep(Duration.ofSeconds(5).toMillis());
      return trainer.heapAfterCollection();
    }
  }

  private Map<String, String> settings(Cluster cluster) {
    Map<String, String> settings = new HashMap<>(cluster.settings());
    settings.put("quarkus.http.port", "0");
    settings.put("model-cache.folder", folder.resolve("models").toString());
    return settings;
  }

  private void ask(ManagedChannel channel, int jobs) {
    var api = TrainingJobsGrpc.newBlockingStub(channel);
    int running = StoredJobs.isRunning(0) ? 0 : -1;
    assertEquals(
        StoredJobs.name(running), api.getTrainingJob(get(StoredJobs.name(running))).getName());
    measure(
        "list of a tenant's newest 50",
        PAGES,
        i -> list(api, random.nextInt(StoredJobs.TENANTS), "", ""));
    measure(
        "list of those that run",
        PAGES,
        i -> list(api, random.nextInt(StoredJobs.TENANTS), "state = RUNNING", ""));
    measure(
        "list by concept",
        PAGES,
        i -> {
          int job = random.nextInt(jobs);
          list(api, job % StoredJobs.TENANTS, "concept = \"concept-" + job + "\"", "");
        });
    measure(
        "list ordered by update_time",
        PAGES,
        i -> list(api, random.nextInt(StoredJobs.TENANTS), "", "update_time"));
    measure(
        "get of a running one",
        CALLS,
        i -> {
          var unused = api.getTrainingJob(get(StoredJobs.name(random.nextInt(StoredJobs.TENANTS))));
        });
  }

  private static void list(
      TrainingJobsGrpc.TrainingJobsBlockingStub api, int tenant, String filter, String order) {
    var unused =
        api.listTrainingJobs(
            ListTrainingJobsRequest.newBuilder()
                .setParent(StoredJobs.tenant(tenant))
                .setFilter(filter)
                .setOrderBy(order)
                .build());
  }

  private static GetTrainingJobRequest get(String job) {
    return GetTrainingJobRequest.newBuilder().setName(job).build();
  }

  private void measure(String what, int calls, IntConsumer call) {
    for (int i = 0; i < calls / 10; i++) {
      call.accept(i);
    }
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      call.accept(i);
      nanos[i] = System.nanoTime() - begin;
    }
    figures.put(what, Percentiles.of(nanos).toString());
  }

  private static void awaitReady(ManagedChannel channel) throws InterruptedException {
    while (true) {
      try {
        var answer =
            HealthGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(
                    HealthCheckRequest.newBuilder()
                        .setService(TrainingJobsGrpc.SERVICE_NAME)
                        .build());
        if (answer.getStatus() == ServingStatus.SERVING) {
          return;
        }
      } catch (StatusRuntimeException notYet) {
        // it starts
      }
      Thread.sleep(100);
    }
  }

  private static void awaitReady(URI address) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready")).build();
    while (true) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (java.io.IOException notYet) {
        // it starts
      }
      Thread.sleep(100);
    }
  }

  /** For SCALING, and for whoever looks why it failed. */
  private void write() throws Exception {
    StringBuilder table = new StringBuilder("| figure | value |\n| --- | --- |\n");
    figures.forEach(
        (what, value) ->
            table.append("| ").append(what).append(" | ").append(value).append(" |\n"));
    Path file = Path.of("target", "scaling", "many-jobs.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, table);
  }

  private record Settings() implements KafkaConfig {
    @Override
    public int queueShards() {
      return 1;
    }

    @Override
    public boolean create() {
      return true;
    }

    @Override
    public short replicationFactor() {
      return -1;
    }

    @Override
    public Duration startTimeout() {
      return Duration.ofSeconds(60);
    }
  }
}
