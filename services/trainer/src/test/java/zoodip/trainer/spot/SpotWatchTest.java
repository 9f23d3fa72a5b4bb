package zoodip.trainer.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.trainer.fixtures.HttpStandIn;
import zoodip.trainer.fixtures.HttpStandIn.Request;
import zoodip.trainer.fixtures.HttpStandIn.Response;

@Timeout(60)
class SpotWatchTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final String NOTICE =
      "{\"action\":\"terminate\",\"time\":\"2026-09-18T08:22:00Z\"}";

  private final CompletableFuture<String> notice = new CompletableFuture<>();

  @Test
  void ec2IsAskedWithATokenUntilThereIsANotice() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (var metadata =
            new HttpStandIn(
                request -> {
                  if (request.method().equals("PUT")) {
                    return Response.of(200, "token-" + looks.get());
                  }
                  return switch (looks.incrementAndGet()) {
                    case 1 -> Response.of(404, "");
                    // the token has expired
                    case 2 -> Response.of(401, "");
                    case 3 -> Response.of(503, "");
                    default -> Response.of(200, NOTICE);
                  };
                });
        var watch = watch(SpotNotice.AWS, metadata.uri())) {
      assertEquals(NOTICE, notice.get(30, TimeUnit.SECONDS));

      List<Request> requests = metadata.requests();
      assertEquals("/latest/api/token", requests.get(0).path());
      assertEquals("21600", requests.get(0).headers().get("x-aws-ec2-metadata-token-ttl-seconds"));
      assertEquals("/latest/meta-data/spot/instance-action", requests.get(1).path());
      assertEquals("token-0", requests.get(1).headers().get("x-aws-ec2-metadata-token"));
      assertEquals(2, requests.stream().filter(one -> one.method().equals("PUT")).count());
      assertEquals(
          "token-2", requests.get(requests.size() - 1).headers().get("x-aws-ec2-metadata-token"));
    }
  }

  @Test
  void googleAnswersWhenTheMachineIsPreempted() throws Exception {
    CountDownLatch preempted = new CountDownLatch(1);
    try (var metadata =
            new HttpStandIn(
                request -> {
                  if (request.path().endsWith("last_etag=0")) {
                    return new Response(200, Map.of("ETag", "first"), "FALSE");
                  }
                  preempted.await();
                  return new Response(200, Map.of("ETag", "second"), "TRUE");
                });
        var watch = watch(SpotNotice.GCP, metadata.uri())) {
      while (metadata.requests().size() < 2) {
        Thread.sleep(5);
      }
      assertTrue(!notice.isDone());
      preempted.countDown();

      assertEquals("preempted", notice.get(30, TimeUnit.SECONDS));
      assertEquals(
          "/computeMetadata/v1/instance/preempted?wait_for_change=true&timeout_sec=30&last_etag=first",
          metadata.requests().get(1).path());
      assertEquals("Google", metadata.requests().get(1).headers().get("metadata-flavor"));
    }
  }

  @Test
  void nobodysNoticesAreNotWatchedFor() {
    assertEquals(
        Optional.empty(),
        SpotWatch.start(SpotNotice.NONE, URI.create("http://127.0.0.1:1"), OFTEN, told -> {}));
  }

  private SpotWatch watch(SpotNotice notices, URI metadata) {
    return SpotWatch.start(notices, metadata, OFTEN, notice::complete).orElseThrow();
  }
}
