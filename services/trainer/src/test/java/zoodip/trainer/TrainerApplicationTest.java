package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@Timeout(60)
class TrainerApplicationTest {
  @TestHTTPResource("/")
  URI address;

  @Inject CompactedView<JobRecord> jobs;

  @Test
  void itIsAliveWithItsSlot() throws Exception {
    HttpResponse<String> health = get("/q/health/live");
    assertEquals(200, health.statusCode(), health.body());
    assertTrue(health.body().contains("training slots"), health.body());
  }

  @Test
  void itIsReadyOnceItKnowsTheJobs() throws Exception {
    jobs.caughtUp().get(50, TimeUnit.SECONDS);
    HttpResponse<String> health = get("/q/health/ready");
    // the gateway, which the tests run in the same application, takes longer
    while (health.statusCode() != 200 && health.body().contains("\"gateway\"")) {
      assertTrainerIsUp(health.body());
      Thread.sleep(200);
      health = get("/q/health/ready");
    }
    assertEquals(200, health.statusCode(), health.body());
    assertTrainerIsUp(health.body());
  }

  @Test
  void itTellsOfItsSlotsStepsAndMemory() throws Exception {
    String metrics = get("/q/metrics").body();
    assertTrue(metrics.contains("zoodip_slots_busy{queue=\"training\"} 0.0"), metrics);
    assertTrue(metrics.contains("zoodip_training_step_seconds_count"), metrics);
    assertTrue(metrics.contains("zoodip_process_resident_memory_bytes"), metrics);
  }

  private static void assertTrainerIsUp(String health) {
    JsonArray checks = new JsonObject(health).getJsonArray("checks");
    for (int i = 0; i < checks.size(); i++) {
      JsonObject check = checks.getJsonObject(i);
      if (check.getString("name").equals("view of jobs for training")) {
        assertEquals("UP", check.getString("status"), health);
        JsonObject data = check.getJsonObject("data");
        assertTrue(data.getString("device").startsWith("cpu ("), health);
        assertTrue(data.getString("libtorch").startsWith("2.7.1 "), health);
        assertTrue(data.containsKey("driver") && data.containsKey("memory"), health);
        return;
      }
    }
    fail("no check of the trainer in " + health);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
