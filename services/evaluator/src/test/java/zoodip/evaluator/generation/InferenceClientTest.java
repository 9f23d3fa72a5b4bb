package zoodip.evaluator.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.evaluator.EvaluatorSettings;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.DrawnPicture;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.nodes.NodeChannels;
import zoodip.v1.ErrorReason;

/** An inference node that takes calls and says nothing, or from which nothing comes any more. */
@Timeout(120)
class InferenceClientTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final DrawRequest TWO_ROWS =
      DrawRequest.newBuilder()
          .addRows(DrawRow.newBuilder().setPrompt("a"))
          .addRows(DrawRow.newBuilder().setPrompt("b"))
          .build();

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch silentCallLeft = new CountDownLatch(1);
  private volatile int silentCalls;
  private volatile Optional<ServiceException> refusal = Optional.empty();
  private Server node;

  @BeforeEach
  void start() throws Exception {
    node =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(
                new InferenceGrpc.InferenceImplBase() {
                  @Override
                  public void draw(DrawRequest request, StreamObserver<DrawResponse> caller) {
                    answer(request, (ServerCallStreamObserver<DrawResponse>) caller);
                  }
                })
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    node.shutdownNow();
  }

  private void answer(DrawRequest request, ServerCallStreamObserver<DrawResponse> caller) {
    caller.onNext(DrawResponse.newBuilder().setProgress(DrawProgress.getDefaultInstance()).build());
    if (calls.incrementAndGet() <= silentCalls) {
      caller.setOnCancelHandler(silentCallLeft::countDown);
      return;
    }
    if (refusal.isPresent()) {
      caller.onError(refusal.get().toStatus());
      return;
    }
    for (int row = 0; row < request.getRowsCount(); row++) {
      caller.onNext(
          DrawResponse.newBuilder().setPicture(DrawnPicture.newBuilder().setRow(row)).build());
    }
    caller.onCompleted();
  }

  private static InferenceClient client(int port, String stall, String patience) {
    return new InferenceClient(
        EvaluatorSettings.of(
            Map.of(
                "evaluator.inference.target",
                "localhost:" + port,
                "evaluator.inference.keep-alive",
                "PT10S",
                "evaluator.inference.stall-timeout",
                stall,
                "evaluator.inference.patience",
                patience)),
        NodeChannels.withoutKey());
  }

  @Test
  void aCallThatSaysNothingIsGivenUpAndMadeAnew() throws Exception {
    silentCalls = 1;
    InferenceClient client = client(node.getPort(), "PT0.3S", "PT5M");
    List<Integer> taken = new ArrayList<>();

    assertTrue(client.generate(TWO_ROWS, (row, image) -> taken.add(row), () -> true));

    assertEquals(List.of(0, 1), taken);
    silentCallLeft.await();
    client.close();
  }

  @Test
  void aServiceThatStaysSilentPutsTheEvaluationBack() {
    silentCalls = Integer.MAX_VALUE;
    InferenceClient client = client(node.getPort(), "PT0.3S", "PT0S");

    ServiceException failure =
        assertThrows(
            ServiceException.class,
            () -> client.generate(TWO_ROWS, (row, image) -> {}, () -> true));

    assertEquals(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, failure.reason());
    assertTrue(failure.getMessage().contains("has said nothing"), failure.getMessage());
    client.close();
  }

  /** Another attempt may have better luck, or another node; waiting here does not help. */
  @Test
  void aNodeWhoseMemoryDoesNotSufficeIsNotAskedAgain() {
    refusal =
        Optional.of(
            new ServiceException(ErrorReason.ERROR_REASON_OUT_OF_MEMORY, "too large a picture"));
    InferenceClient client = client(node.getPort(), "PT5M", "PT5M");

    ServiceException failure =
        assertThrows(
            ServiceException.class,
            () -> client.generate(TWO_ROWS, (row, image) -> {}, () -> true));

    assertEquals(ErrorReason.ERROR_REASON_OUT_OF_MEMORY, failure.reason());
    assertEquals(1, calls.get());
    client.close();
  }

  /** As gRPC says it: it gives the call up by itself, without a reason of ours. */
  @Test
  void aImageLargerThanAnyMessageIsToldByName() {
    ManagedChannel narrow =
        NodeChannels.withoutKey().open("localhost:" + node.getPort(), TEN_SECONDS, 1);
    StatusRuntimeException told =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                InferenceGrpc.newBlockingStub(narrow)
                    .draw(TWO_ROWS)
                    .forEachRemaining(response -> {}));

    GenerationFailure failure = GenerationFailure.of(told);

    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, failure.failure().reason());
    assertTrue(
        failure.failure().getMessage().endsWith("ask for smaller pictures"),
        failure.failure().getMessage());
    assertEquals(Optional.empty(), failure.retryDelay());
    narrow.shutdownNow();
  }

  @Test
  void anEvaluationThatIsCancelledEndsItsCall() throws Exception {
    silentCalls = 1;
    InferenceClient client = client(node.getPort(), "PT5M", "PT5M");

    assertFalse(client.generate(TWO_ROWS, (row, image) -> {}, () -> calls.get() == 0));

    silentCallLeft.await();
    client.close();
  }

  /** Nothing but gRPC's own questions notices that: the stall timeout is far away. */
  @Test
  void aNodeThatVanishedIsNoticedAndTheGenerationGoesOnElsewhere() throws Exception {
    silentCalls = 1;
    try (SilentProxy proxy = new SilentProxy(node.getPort())) {
      InferenceClient client = client(proxy.port(), "PT1H", "PT1H");
      AtomicBoolean silent = new AtomicBoolean();
      List<Integer> taken = new ArrayList<>();

      boolean complete =
          client.generate(
              TWO_ROWS,
              (row, image) -> taken.add(row),
              () -> {
                if (calls.get() == 1 && silent.compareAndSet(false, true)) {
                  proxy.fallSilent();
                }
                return true;
              });

      assertTrue(complete);
      assertEquals(List.of(0, 1), taken);
      client.close();
    }
  }
}
