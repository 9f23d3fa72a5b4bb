package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.embedded.Ports;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** A trainer whose machine will be taken away. */
@Timeout(300)
@ExtendWith(Stage.Extension.class)
class SpotNoticeIT {
  private static final int STEPS = 120;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private HttpServer metadata;
  private volatile boolean noticed;

  @BeforeEach
  void start() throws IOException {
    metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean token = exchange.getRequestMethod().equals("PUT");
            byte[] body =
                (token ? "token" : "{\"action\":\"terminate\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token || noticed ? OK : NOT_FOUND, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    metadata.start();
  }

  @AfterEach
  void stop() {
    metadata.stop(0);
  }

  @Test
  void itSuspendsItsJobIsNoLongerReadyAndAnotherGoesOn(Stage stage) throws Exception {
    String job =
        stage.api().create(stage.api().training(stage.subject(), "leaving", STEPS)).getName();
    int port = Ports.freePort();
    try (App leaving =
        stage.trainer(
            Map.of(
                "quarkus.http.port",
                String.valueOf(port),
                "trainer.spot-notice",
                "aws",
                "trainer.spot-notice-url",
                "http://127.0.0.1:" + metadata.getAddress().getPort(),
                "trainer.spot-notice-interval",
                "PT0.1S"))) {
      stage.api().await(job, now -> now.getProgress().getDone() >= STEPS / 4);
      assertEquals(OK, readiness(port).statusCode());
      noticed = true;

      TrainingJob between =
          stage.api().await(job, now -> now.getState() == JobState.JOB_STATE_QUEUED);
      assertTrue(between.getProgress().getDone() < STEPS, between::toString);
      leaving.awaitLog("takes no more jobs");
      assertEquals(UNAVAILABLE, readiness(port).statusCode());
      assertTrue(readiness(port).body().contains("\"this machine stays\": false"));
      assertTrue(leaving.isAlive());
      try (App other = stage.trainer()) {
        TrainingJob ended = stage.api().awaitEnd(job);
        assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
        assertEquals(2, ended.getAttempts());
        assertTrue(other.isAlive());
      }
    }
  }

  private static HttpResponse<String> readiness(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
