package zoodip.gateway.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Context;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;

/** The gateway between a client and an inference node that does as each test says. */
@QuarkusTest
class ImagesTest extends GatewayTestBase {
  @Inject GatewayConfig config;

  private Server node;
  private volatile BiConsumer<DrawRequest, ServerCallStreamObserver<DrawResponse>> generation;

  @BeforeEach
  void startNode() throws IOException {
    String target = config.inference().target();
    node =
        ServerBuilder.forPort(Integer.parseInt(target.substring(target.indexOf(':') + 1)))
            .addService(
                new InferenceGrpc.InferenceImplBase() {
                  @Override
                  public void draw(DrawRequest request, StreamObserver<DrawResponse> caller) {
                    generation.accept(request, (ServerCallStreamObserver<DrawResponse>) caller);
                  }
                })
            .build()
            .start();
  }

  @AfterEach
  void stopNode() throws InterruptedException {
    node.shutdownNow().awaitTermination();
  }

  @Test
  void imagesComeWithProgressAndTheirSeeds() {
    publishConcept("my-mug", MODEL);
    List<DrawRequest> asked = new ArrayList<>();
    generation =
        (request, caller) -> {
          asked.add(request);
          caller.onNext(progress(3));
          caller.onNext(image(1));
          caller.onNext(image(0));
          caller.onCompleted();
        };

    List<GenerateImagesResponse> answers =
        all(request("a <my-mug> mug").setCount(2).setSeed(40).setOmitPrompts(true).build());

    assertEquals(tenant, asked.get(0).getTenant());
    assertEquals(41, asked.get(0).getRows(1).getSeed());
    assertTrue(asked.get(0).getOmitPrompts());
    assertEquals(3, answers.get(0).getProgress().getStep());
    assertEquals(1, answers.get(1).getImage().getIndex());
    assertEquals(41, answers.get(1).getImage().getSeed());
    assertEquals(40, answers.get(2).getImage().getSeed());
  }

  @Test
  void aPromptThatNamesAnUnknownConceptIsRefused() {
    publishConcept("my-mug", MODEL);

    var error =
        refused(
            ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, () -> all(request("a <my-mut> mug").build()));

    assertEquals(
        "No concept <my-mut> in %s; did you mean <my-mug>?".formatted(tenant),
        error.getStatus().getDescription());
    assertEquals(
        Map.of("placeholder", "<my-mut>", "suggestion", "<my-mug>"),
        GatewayClient.detail(error, ErrorInfo.class).getMetadataMap());
    assertEquals(
        "prompt", GatewayClient.detail(error, BadRequest.class).getFieldViolations(0).getField());
    refused(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        () -> all(request("a mug").setNegativePrompt("a <My-Mug>").build()));
  }

  @Test
  void syntaxOfOtherProgramsAndControlCharactersAreRefusedByField() {
    for (String text : List.of("a ((mug))", "a < my-mug >", "a mug\u001b[31m", "a\u0000")) {
      assertEquals("prompt", refusedField(request(text)));
      assertEquals("negative_prompt", refusedField(request("a mug").setNegativePrompt(text)));
    }
  }

  private String refusedField(GenerateImagesRequest.Builder request) {
    var error = refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> all(request.build()));
    return GatewayClient.detail(error, BadRequest.class).getFieldViolations(0).getField();
  }

  @Test
  void seedsDoNotBeginAnewBehindTheLargest() {
    generation = (request, caller) -> caller.onCompleted();

    all(request("a mug").setSeed(Long.MAX_VALUE).build());
    var error =
        refused(
            ErrorReason.ERROR_REASON_BAD_SETTINGS,
            () -> all(request("a mug").setSeed(Long.MAX_VALUE).setCount(2).build()));

    assertEquals(
        "seed", GatewayClient.detail(error, BadRequest.class).getFieldViolations(0).getField());
  }

  @Test
  void aPlaceholderLongerThanAnyIdIsCutInTheAnswer() {
    publishConcept("my-mug", MODEL);

    var error =
        refused(
            ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
            () -> all(request("a <" + "my-mug".repeat(100) + "> mug").build()));

    assertEquals(
        "<" + "my-mug".repeat(100).substring(0, 63) + "...>",
        GatewayClient.detail(error, ErrorInfo.class).getMetadataOrThrow("placeholder"));
  }

  @Test
  void aConceptOfAnotherModelIsRefused() {
    publishConcept("foreign", "models/other");

    refused(
        ErrorReason.ERROR_REASON_CONCEPT_OF_OTHER_MODEL,
        () -> all(request("a <foreign> mug").build()));
  }

  @Test
  void modelsThatCannotGenerateAreRefused() {
    refused(
        ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
        () -> all(request("a mug").setModel("models/toybox-clip").build()));
    refused(
        ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
        () -> all(request("a mug").setModel("models/none").build()));
  }

  @Test
  void whatInferenceRefusesIsPassedOn() {
    generation =
        (request, caller) ->
            caller.onError(
                new ServiceException(ErrorReason.ERROR_REASON_OVERLOADED, "Too many wait")
                    .toStatus());

    var error = refused(ErrorReason.ERROR_REASON_OVERLOADED, () -> all(request("a mug").build()));

    assertEquals(Status.Code.RESOURCE_EXHAUSTED, error.getStatus().getCode());
  }

  @Test
  void anInferenceThatIsNotThereIsUnavailable() throws InterruptedException {
    stopNode();

    refused(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, () -> all(request("a mug").build()));
  }

  @Test
  void aCallerThatLeavesEndsTheGeneration() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(1);
    generation =
        (request, caller) -> {
          caller.setOnCancelHandler(left::countDown);
          caller.onNext(progress(1));
        };
    Context.CancellableContext call = Context.current().withCancellation();

    call.run(() -> client.images().generateImages(request("a mug").build()).next());
    call.cancel(null);

    assertTrue(left.await(20, TimeUnit.SECONDS));
  }

  @Test
  void theCallersDeadlineHoldsForTheGeneration() {
    CountDownLatch bounded = new CountDownLatch(1);
    generation =
        (request, caller) -> {
          if (Context.current().getDeadline() != null) {
            bounded.countDown();
          }
        };

    var error =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                client
                    .images()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .generateImages(request("a mug").build())
                    .next());

    assertEquals(Status.Code.DEADLINE_EXCEEDED, error.getStatus().getCode());
    assertEquals(0, bounded.getCount());
  }

  @Test
  void aSlowCallerHoldsInferenceBack() throws InterruptedException {
    AtomicInteger given = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(1);
    byte[] large = new byte[1 << 20];
    generation =
        (request, caller) ->
            caller.setOnReadyHandler(
                () -> {
                  while (caller.isReady() && given.get() < 200) {
                    given.incrementAndGet();
                    caller.onNext(image(0, large));
                  }
                  full.countDown();
                });
    Iterator<GenerateImagesResponse> slow =
        client.images().generateImages(request("a mug").build());
    slow.next();
    assertTrue(full.await(20, TimeUnit.SECONDS));

    assertTrue(given.get() < 100, "pictures of 1 MiB that nobody read: " + given.get());
  }

  private List<GenerateImagesResponse> all(GenerateImagesRequest request) {
    List<GenerateImagesResponse> answers = new ArrayList<>();
    client.images().generateImages(request).forEachRemaining(answers::add);
    return answers;
  }

  private GenerateImagesRequest.Builder request(String prompt) {
    return GenerateImagesRequest.newBuilder().setParent(tenant).setModel(MODEL).setPrompt(prompt);
  }

  private static DrawResponse progress(int step) {
    return DrawResponse.newBuilder()
        .setProgress(DrawProgress.newBuilder().setStep(step).setSteps(30))
        .build();
  }

  private static DrawResponse image(int row) {
    return image(row, new byte[] {1});
  }

  private static DrawResponse image(int row, byte[] png) {
    return DrawResponse.newBuilder()
        .setPicture(DrawnPicture.newBuilder().setRow(row).setPng(ByteString.copyFrom(png)))
        .build();
  }
}
