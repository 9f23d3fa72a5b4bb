package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@Timeout(60)
class TrainerApplicationTest {
  @TestHTTPResource("/")
  URI address;

  @Test
  void itIsAliveWithItsSlot() throws Exception {
    HttpResponse<String> health = get("/q/health/live");
    assertEquals(200, health.statusCode(), health.body());
    assertTrue(health.body().contains("training slots"), health.body());
  }

  @Test
  void itIsReadyOnceAGatewayTellsOfJobs() throws Exception {
    HttpResponse<String> health = get("/q/health/ready");
    // the gateway, which the tests run in the same application, takes its time
    while (health.statusCode() != 200) {
      Thread.sleep(200);
      health = get("/q/health/ready");
    }
    assertEquals(200, health.statusCode(), health.body());
    JsonObject data = dataOf("gateway for training", health.body());
    assertTrue(data.getString("device").startsWith("cpu ("), health.body());
    assertTrue(data.getString("libtorch").startsWith("2.7.1 "), health.body());
    assertTrue(data.containsKey("driver") && data.containsKey("memory"), health.body());
  }

  @Test
  void itTellsOfItsSlotsStepsAndMemory() throws Exception {
    String metrics = get("/q/metrics").body();
    assertTrue(
        metrics.contains("zoodip_slots_busy{application=\"zoodip-trainer\",work=\"training\"} 0.0"),
        metrics);
    assertTrue(metrics.contains("zoodip_training_step_seconds_count"), metrics);
    assertTrue(metrics.contains("zoodip_process_resident_memory_bytes"), metrics);
  }

  private static JsonObject dataOf(String check, String health) {
    JsonArray checks = new JsonObject(health).getJsonArray("checks");
    for (int i = 0; i < checks.size(); i++) {
      if (checks.getJsonObject(i).getString("name").equals(check)) {
        return checks.getJsonObject(i).getJsonObject("data");
      }
    }
    return fail("no check " + check + " in " + health);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
