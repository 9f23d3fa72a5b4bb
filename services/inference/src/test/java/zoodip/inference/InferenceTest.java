package zoodip.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.DrawnPicture;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.models.ModelStore;
import zoodip.platform.storage.Storage;
import zoodip.provenance.watermark.WatermarkEncoder;
import zoodip.v1.GenerationSettings;

@QuarkusTest
@QuarkusTestResource(InferenceCluster.class)
@Timeout(120)
class InferenceTest {
  private static final String TENANT = "tenants/t";
  private static final int FOREVER = 900;

  @TempDir static Path folder;

  @Inject ModelStore models;
  @Inject Storage storage;
  @Inject KafkaClients kafka;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @TestHTTPResource("/q/health/")
  URI health;

  private ManagedChannel channel;
  private Teacher teacher;

  @BeforeEach
  void connect() throws Exception {
    ToyboxModels.publish(storage, models, folder);
    teacher = new Teacher(storage, kafka);
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .usePlaintext()
            .flowControlWindow(1 << 16)
            .build();
  }

  /** Every call leaves its place, however it ended. */
  @AfterEach
  void nothingIsLeft() throws Exception {
    channel.shutdownNow();
    nothingWaits();
  }

  private Iterator<DrawResponse> call(DrawRequest request) {
    return InferenceGrpc.newBlockingStub(channel).draw(request);
  }

  private GeneratedImages generate(DrawRequest.Builder request) {
    return GeneratedImages.all(call(request.build()));
  }

  private StatusRuntimeException refusal(DrawRequest.Builder request) {
    return assertThrows(StatusRuntimeException.class, () -> generate(request));
  }

  private static String reason(StatusRuntimeException refusal) throws Exception {
    return StatusProto.fromThrowable(refusal)
        .getDetails(0)
        .unpack(com.google.rpc.ErrorInfo.class)
        .getReason();
  }

  private static DrawRequest.Builder request(int steps, String prompt, long... seeds) {
    DrawRequest.Builder request =
        DrawRequest.newBuilder()
            .setTenant(TENANT)
            .setModel("models/toybox")
            .setSettings(GenerationSettings.newBuilder().setSteps(steps).setScheduler("ddim"));
    for (long seed : seeds) {
      request.addRows(DrawRow.newBuilder().setPrompt(prompt).setSeed(seed));
    }
    return request;
  }

  private static long[] seeds(int count) {
    return java.util.stream.LongStream.range(0, count).toArray();
  }

  @Test
  void drawsEveryRowAndTellsHowItWasMade() {
    GeneratedImages generatedImages =
        generate(
            request(3, "a red mug in the snow", 5, 6, 7, 8, 9, 10)
                .setRows(
                    1,
                    DrawRow.newBuilder()
                        .setPrompt("a blue car")
                        .setNegativePrompt("snow")
                        .setSeed(6)));
    assertEquals(6, generatedImages.images().size());
    assertEquals(64, generatedImages.image(5).width());
    assertEquals(64, generatedImages.image(5).height());
    Map<String, String> text = generatedImages.text(1);
    assertEquals("a blue car", text.get("prompt"));
    assertEquals("snow", text.get("negative_prompt"));
    assertEquals("6", text.get("seed"));
    assertEquals("models/toybox", text.get("model"));
    assertTrue(
        text.get("parameters")
            .startsWith(
                "a blue car\n"
                    + "Negative prompt: snow\n"
                    + "Steps: 3, Sampler: DDIM, CFG scale: 5, Seed: 6, Size: 64x64, Model hash: "));
    DrawProgress last = generatedImages.progress().get(generatedImages.progress().size() - 1);
    assertEquals(last.getSteps(), last.getStep());
    assertEquals(6, last.getSteps());
  }

  @Test
  void marksEveryImageAndLeavesPromptsOutForThoseWhoAsk() {
    DrawRequest.Builder asked = request(6, "a red mug", 5).setPreviewInterval(3);
    GeneratedImages usual = generate(asked);
    GeneratedImages discreet = generate(asked.setOmitPrompts(true));
    assertTrue(usual.text(0).get("XML:com.adobe.xmp").contains("/trainedAlgorithmicMedia"));
    byte[] preview = usual.previews().get(0).getPng().toByteArray();
    assertTrue(Png.text(preview).get("XML:com.adobe.xmp").contains("/trainedAlgorithmicMedia"));
    assertEquals("a red mug", usual.text(0).get("prompt"));
    assertFalse(discreet.text(0).toString().contains("a red mug"));
    assertEquals(usual.image(0), discreet.image(0));
  }

  @Test
  void watermarksLargeImagesUnlessTheyAreMeasured() {
    DrawRequest.Builder large = request(1, "a red mug", 5);
    large.getSettingsBuilder().setWidth(256).setHeight(256);
    RgbImage marked = generate(large).image(0);
    RgbImage measured = generate(large.setUnmarkedPixels(true)).image(0);
    assertNotEquals(measured, marked);
    assertEquals(marked, new WatermarkEncoder(0).encode(measured));
  }

  @Test
  void showsPreviewsToThoseWhoAsk() {
    GeneratedImages generatedImages = generate(request(6, "a red mug", 5, 6).setPreviewInterval(2));
    assertEquals(
        List.of(0, 1, 0, 1),
        generatedImages.previews().stream().map(DrawnPicture::getRow).toList());
    assertEquals(64, GeneratedImages.decoded(generatedImages.previews().get(3)).width());
    assertEquals(
        generatedImages.image(1),
        generate(request(6, "a red mug", 5, 6)).image(1),
        "previews change nothing");
    assertEquals(List.of(), generate(request(6, "a red mug", 5)).previews());
  }

  @Test
  void drawsTheSameFromASeedWhateverElseIsInTheBatch() throws Exception {
    teacher.teach(TENANT, "first", 1, "models/toybox");
    teacher.teach(TENANT, "second", 2, "models/toybox");
    for (String scheduler : List.of("ddim", "euler_ancestral")) {
      DrawRequest.Builder mixed =
          with(scheduler, request(6, "a red mug", 5, 6))
              .addRows(row("a <first> mug", "", 5))
              .addRows(row("a <second> <first> car in the snow", "a mug", 5))
              .addRows(row("a <second> mug", "<first>", 7));
      GeneratedImages together = generate(mixed);
      for (int i = 0; i < mixed.getRowsCount(); i++) {
        DrawRequest.Builder alone = with(scheduler, request(6, "")).addRows(mixed.getRows(i));
        assertEquals(generate(alone).image(0), together.image(i), scheduler + ", row " + i);
      }
      assertEquals(5, together.images().values().stream().distinct().count());
    }
  }

  @Test
  void drawsTheSameFromASeedWhateverOthersDrawMeanwhile() throws Exception {
    teacher.teach(TENANT, "first", 1, "models/toybox");
    List<DrawRequest.Builder> requests =
        List.of(request(5, "a red mug", 1, 2, 3), request(5, "a <first> car", 1, 2, 3));
    List<GeneratedImages> alone = requests.stream().map(this::generate).toList();

    List<CompletableFuture<GeneratedImages>> calls =
        requests.stream()
            .map(request -> CompletableFuture.supplyAsync(() -> generate(request)))
            .toList();

    for (int call = 0; call < requests.size(); call++) {
      for (int row = 0; row < 3; row++) {
        assertEquals(alone.get(call).image(row), calls.get(call).get().image(row));
      }
    }
  }

  @Test
  void drawsSeveralConceptsOfOnePrompt() throws Exception {
    teacher.teach(TENANT, "first", 1, "models/toybox");
    teacher.teach(TENANT, "second", 2, "models/toybox");

    GeneratedImages both = generate(request(3, "a <first> mug beside a <second> car", 5));

    assertNotEquals(generate(request(3, "a <first> mug beside a car", 5)).image(0), both.image(0));
    assertNotEquals(generate(request(3, "a mug beside a <second> car", 5)).image(0), both.image(0));
    assertEquals(2, both.text(0).get("concepts").lines().count());
  }

  private static DrawRequest.Builder with(String scheduler, DrawRequest.Builder request) {
    request.getSettingsBuilder().setScheduler(scheduler);
    return request;
  }

  private static DrawRow row(String prompt, String negative, long seed) {
    return DrawRow.newBuilder().setPrompt(prompt).setNegativePrompt(negative).setSeed(seed).build();
  }

  @Test
  void drawsOtherSizesWithOtherSchedulers() {
    for (String scheduler : List.of("pndm", "euler", "euler_ancestral", "dpmpp_2m")) {
      DrawRequest.Builder request = request(4, "a red mug", 5);
      request.getSettingsBuilder().setScheduler(scheduler).setWidth(48).setHeight(80);
      GeneratedImages generatedImages = generate(request);
      assertEquals(48, generatedImages.image(0).width());
      assertEquals(80, generatedImages.image(0).height());
    }
  }

  @Test
  void drawsWithTheConceptsThatThePromptNames() throws Exception {
    teacher.teach(TENANT, "bright", 1, "models/toybox");
    teacher.teach("tenants/other", "bright", 2, "models/toybox");
    GeneratedImages word = generate(request(3, "a mug", 5));
    GeneratedImages concept = generate(request(3, "a <bright> mug", 5));
    GeneratedImages other = generate(request(3, "a <bright> mug", 5).setTenant("tenants/other"));
    assertNotEquals(word.image(0), concept.image(0));
    assertNotEquals(other.image(0), concept.image(0));
    assertTrue(concept.text(0).get("concepts").startsWith("<bright> tenants/t/concepts/bright "));
    assertEquals("", word.text(0).get("concepts"));
  }

  @Test
  void refusesAConceptThatIsUnknownOrOfAnotherModelOrDamaged() throws Exception {
    StatusRuntimeException unknown = refusal(request(3, "a <nobody> mug", 5));
    assertEquals("UNKNOWN_CONCEPT", reason(unknown));
    assertEquals(Status.Code.INVALID_ARGUMENT, unknown.getStatus().getCode());
    teacher.teach(TENANT, "elsewhere", 1, "models/sd");
    assertEquals("CONCEPT_OF_OTHER_MODEL", reason(refusal(request(3, "a <elsewhere> mug", 5))));
    teacher.teach(TENANT, "damaged", new float[128], "models/toybox", "00");
    assertEquals("DATA_LOSS", reason(refusal(request(3, "a <damaged> mug", 5))));
  }

  @Test
  void refusesWhatTheModelCannotDraw() throws Exception {
    assertEquals("MODEL_NOT_FOUND", reason(refusal(request(3, "", 5).setModel("models/none"))));
    assertEquals(
        "WRONG_MODEL_KIND", reason(refusal(request(3, "", 5).setModel("models/toybox-clip"))));
    DrawRequest.Builder odd = request(3, "", 5);
    odd.getSettingsBuilder().setWidth(66);
    assertEquals("BAD_SETTINGS", reason(refusal(odd)));
    assertEquals("INVALID_REQUEST", reason(refusal(request(3, ""))));
    DrawRequest.Builder tooFew = request(1, "", 5);
    tooFew.getSettingsBuilder().setScheduler("pndm");
    assertEquals("BAD_SETTINGS", reason(refusal(tooFew)));
  }

  @Test
  void refusesPromptsThatWouldLoseTheirEndOrMeanSomethingElse() throws Exception {
    StatusRuntimeException tooLong = refusal(request(3, "a mug ".repeat(16), 5));
    assertEquals("INVALID_REQUEST", reason(tooLong));
    assertEquals(Status.Code.INVALID_ARGUMENT, tooLong.getStatus().getCode());
    assertTrue(tooLong.getStatus().getDescription().contains("it has 32 tokens"));
    StatusRuntimeException network = refusal(request(3, "a mug <lora:detail:1>", 5));
    assertEquals("INVALID_REQUEST", reason(network));
    assertTrue(network.getStatus().getDescription().contains("<lora:detail:1>"));
    assertEquals("INVALID_REQUEST", reason(refusal(request(3, "a (mug:1.3)", 5))));
    DrawRequest.Builder escape = request(3, "a mug", 5);
    escape.getRowsBuilder(0).setNegativePrompt("blurry\u001b[31m");
    assertTrue(refusal(escape).getStatus().getDescription().contains("U+001B"));
  }

  @Test
  void refusesACallTooManyAndTakesOneAgainOnceAnotherIsCancelled() throws Exception {
    List<Context.CancellableContext> contexts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Context.CancellableContext context = Context.current().withCancellation();
      contexts.add(context);
      // the first message: the call has its place
      assertTrue(context.call(() -> call(request(FOREVER, "a mug", 1).build())).hasNext());
    }
    StatusRuntimeException refusal = refusal(request(3, "a mug", 1));
    assertEquals("OVERLOADED", reason(refusal));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode());
    assertTrue(
        StatusProto.fromThrowable(refusal).getDetailsList().stream()
            .anyMatch(detail -> detail.is(com.google.rpc.RetryInfo.class)));
    contexts.forEach(context -> context.cancel(null));
    nothingWaits();
    assertEquals(1, generate(request(3, "a mug", 1)).images().size());
  }

  /** Until the cancelled calls are forgotten. */
  private void nothingWaits() throws InterruptedException {
    while (meters.get("zoodip.inference.queue").gauge().value() > 0) {
      Thread.sleep(10);
    }
  }

  @Test
  void stopsWithinAStepWhenTheCallIsCancelled() throws Exception {
    double before = images();
    double stepsThen;
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      Iterator<DrawResponse> responses =
          context.call(() -> call(request(FOREVER, "a mug", seeds(100)).build()));
      while (responses.next().getProgress().getStep() < 2) {
        // until it is being drawn
      }
    }
    nothingWaits();
    stepsThen = steps();
    assertEquals(1, generate(request(3, "a mug", 1)).images().size());
    assertEquals(before + 1, images());
    assertOneStepMoreAtMost(stepsThen + 3);
  }

  /** The one that was being made when the call ended. */
  private void assertOneStepMoreAtMost(double expected) {
    assertTrue(steps() - expected <= 1, steps() + " steps instead of " + expected);
  }

  private double steps() {
    return meters.get("zoodip.inference.steps").counter().count();
  }

  @Test
  void stopsAtTheDeadline() throws Exception {
    StatusRuntimeException late =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                GeneratedImages.all(
                    InferenceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(1, TimeUnit.SECONDS)
                        .draw(request(FOREVER, "a mug", seeds(100)).build())));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
    nothingWaits();
    double stepsThen = steps();
    assertEquals(1, generate(request(3, "a mug", 1)).images().size());
    assertOneStepMoreAtMost(stepsThen + 3);
  }

  @Test
  void doesNotDrawAheadOfAReaderWhoDoesNotRead() {
    int rows = 30;
    double before = images();
    Iterator<DrawResponse> slow = call(request(1, "a mug", seeds(rows)).build());
    assertTrue(slow.hasNext());
    // each of these draws a batch, which the slow reader's rows would fill if they could
    for (int i = 0; i < rows; i++) {
      generate(request(1, "a mug", i));
    }
    assertTrue(images() - before < 2 * rows);
    assertEquals(rows, GeneratedImages.all(slow).images().size());
    assertEquals(2 * rows, images() - before);
  }

  private double images() {
    return meters.get("zoodip.inference.pictures").counter().count();
  }

  @Test
  void isReadyAndAlive() throws Exception {
    for (String probe : List.of("ready", "live")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(health.resolve(probe)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertFalse(answer.body().contains("DOWN"));
      assertTrue(answer.body().contains("\"name\": \"inference\""), answer.body());
      boolean described =
          List.of("\"device\": \"cpu (", "\"libtorch\": \"2.7.1 ", "\"driver\"", "\"memory\"")
              .stream()
              .allMatch(answer.body()::contains);
      assertEquals(probe.equals("ready"), described, answer.body());
    }
  }
}
