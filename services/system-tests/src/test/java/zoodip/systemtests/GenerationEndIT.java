package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.embedded.Ports;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.GenerationSettings;

/** Who leaves the gateway ends what inference generates for it: within one step of the UNet. */
@Timeout(300)
@ExtendWith(Stage.Extension.class)
class GenerationEndIT {
  private static final int STEPS = 3;

  private final int httpPort = Ports.freePort();

  @Test
  void aCallThatIsCancelledOrLateIsNotGeneratedOn(Stage stage) throws Exception {
    Map<String, String> settings = Map.of("quarkus.http.port", String.valueOf(httpPort));
    try (App inference = stage.inference(settings)) {
      awaitReady();
      Context.CancellableContext call = Context.current().withCancellation();
      untilGenerating(call.call(() -> stage.api().images().generateImages(request(64, 900))));
      call.cancel(null);
      assertStopped(stage);

      var late =
          assertThrows(
              StatusRuntimeException.class,
              () ->
                  stage
                      .api()
                      .images()
                      .withDeadlineAfter(3, TimeUnit.SECONDS)
                      .generateImages(request(64, 900))
                      .forEachRemaining(any -> {}));
      assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
      assertStopped(stage);
      assertTrue(inference.isAlive());
    }
  }

  private static GenerateImagesRequest request(int count, int steps) {
    return GenerateImagesRequest.newBuilder()
        .setParent("tenants/tests")
        .setModel("models/toybox")
        .setPrompt("a mug")
        .setCount(count)
        .setSettings(GenerationSettings.newBuilder().setSteps(steps).setScheduler("ddim"))
        .build();
  }

  private static void untilGenerating(Iterator<GenerateImagesResponse> answers) {
    while (answers.next().getProgress().getStep() < 2) {
      // until its images are being generated
    }
  }

  /**
   * Nothing waits any more, and of the call that ended no step is made but the one that was being
   * made: a short call has all others to itself.
   */
  private void assertStopped(Stage stage) throws Exception {
    while (metric("zoodip_inference_queue") > 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    double steps = metric("zoodip_inference_steps_total");
    stage.api().images().generateImages(request(1, STEPS)).forEachRemaining(any -> {});
    double made = metric("zoodip_inference_steps_total") - steps;
    assertTrue(made <= STEPS + 1, made + " steps instead of " + STEPS);
  }

  private void awaitReady() throws InterruptedException {
    boolean ready = false;
    while (!ready) {
      TimeUnit.MILLISECONDS.sleep(200);
      try {
        ready = get("q/health/ready").statusCode() == 200;
      } catch (IOException notYet) {
        ready = false;
      }
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private double metric(String name) throws IOException, InterruptedException {
    return get("q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
