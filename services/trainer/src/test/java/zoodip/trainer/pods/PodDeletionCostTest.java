package zoodip.trainer.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.platform.work.AttemptResult;
import zoodip.trainer.fixtures.HttpStandIn;
import zoodip.trainer.fixtures.HttpStandIn.Request;
import zoodip.trainer.fixtures.HttpStandIn.Response;
import zoodip.v1.JobProgress;

/** The annotation of a pod, by a server that answers as the Kubernetes API does. */
@Timeout(60)
class PodDeletionCostTest {
  private static final String POD = "/api/v1/namespaces/zoodip/pods/trainer-7";
  private static final String SHOWN =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"trainer-7\",\"namespace\":\"zoodip\"}}";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<String> patches = new LinkedBlockingQueue<>();

  private final RunningJobs jobs = new RunningJobs(attempt -> new AttemptResult.Abandoned());

  @Test
  void itIsThereWhileAJobRunsAndGoesWithIt() throws Exception {
    try (var api = new HttpStandIn(this::take);
        var cost = cost(api.uri())) {
      // one that a container left which died in this pod
      assertEquals(annotation("null"), next());

      try (var job = jobs.begin(() -> progress(3, 4))) {
        assertEquals(annotation("\"1750\""), next());
      }
      assertEquals(annotation("null"), next());
    }
  }

  @Test
  void anApiThatIsAwayIsAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (var api =
            new HttpStandIn(
                request -> asked.incrementAndGet() <= 3 ? Response.of(503, "{}") : take(request));
        var job = jobs.begin(() -> progress(0, 0));
        var cost = cost(api.uri())) {
      assertEquals(annotation("\"1000\""), next());
      assertEquals(3, registry.get("zoodip.pod.deletion.cost.failures").counter().count());
    }
  }

  @Test
  void aPodThatIsNotThereIsAFailureToo() throws Exception {
    try (var api = new HttpStandIn(request -> Response.of(404, "{}"));
        var cost = cost(api.uri())) {
      while (registry.get("zoodip.pod.deletion.cost.failures").counter().count() < 2) {
        Thread.sleep(5);
      }
      assertEquals(0, registry.get("zoodip.pod.deletion.cost").gauge().value());
    }
  }

  @Test
  void severalJobsCostMoreAndThoseThatAreNearlyDoneMost() {
    assertEquals(0, jobs.cost());
    try (var first = jobs.begin(() -> progress(0, 0));
        var second = jobs.begin(() -> progress(9, 10))) {
      assertEquals(1000 + 1900, jobs.cost());
    }
    assertEquals(0, jobs.cost());
  }

  @Test
  void aProcessInNoPodAsksNothingOfKubernetes() {
    assertTrue(PodDeletionCost.of(Optional.empty(), Optional.empty(), jobs, registry).isEmpty());
    assertTrue(registry.getMeters().isEmpty());
  }

  private PodDeletionCost cost(URI api) {
    var config =
        KubernetesPod.bounded(new ConfigBuilder(Config.empty()).withMasterUrl(api.toString()));
    return new PodDeletionCost(
        new KubernetesPod(config, Optional.of("zoodip"), "trainer-7"),
        jobs,
        Duration.ofMillis(20),
        registry);
  }

  private Response take(Request request) {
    assertEquals(POD, request.path());
    if (request.method().equals("PATCH")) {
      assertEquals("application/merge-patch+json", request.headers().get("content-type"));
      patches.add(request.body());
    }
    return new Response(200, Map.of("Content-Type", "application/json"), SHOWN);
  }

  private String next() throws InterruptedException {
    return Optional.ofNullable(patches.poll(30, TimeUnit.SECONDS)).orElseThrow();
  }

  private static JobProgress progress(int done, int total) {
    return JobProgress.newBuilder().setDone(done).setTotal(total).build();
  }

  private static String annotation(String value) {
    return "{\"metadata\":{\"annotations\":{\"controller.kubernetes.io/pod-deletion-cost\":%s}}}"
        .formatted(value);
  }
}
