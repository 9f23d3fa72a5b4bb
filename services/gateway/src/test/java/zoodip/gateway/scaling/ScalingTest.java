package zoodip.gateway.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Suspended;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.records.JobView;
import zoodip.inference.v1.GetLoadRequest;
import zoodip.inference.v1.GetLoadResponse;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.inference.v1.ModelLoad;
import zoodip.keda.ExternalScalerGrpc;
import zoodip.keda.GetMetricsRequest;
import zoodip.keda.IsActiveResponse;
import zoodip.keda.MetricSpec;
import zoodip.keda.ScaledObjectRef;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.JobProgress;
import zoodip.v1.TrainingSettings;

/** What KEDA is told, of jobs that a real fold has folded. */
@QuarkusTest
class ScalingTest extends GatewayTestBase {
  private static final int STEPS = 500;

  /** That no other test has jobs of. */
  private static final String OTHER_MODEL = "models/two-encoders";

  @Inject GatewayConfig config;
  @Inject Demands demands;
  @Inject GenerationBacklog generation;
  @Inject ModelCatalog models;

  @Test
  void queuedRunningAndSuspendedTrainingsCountUntilTheyEnd() {
    Map<String, String> trigger = trigger("training");
    String subject = subjectWithPhoto("mug");
    double before = metric(trigger);
    String first = createTraining(subject).getName();
    String second = createTraining(subject).getName();
    assertEquals(before + 2, metric(trigger));
    assertEquals(before + 2, metric(with(trigger, "report", "queued")));
    double steps = metric(with(trigger, "report", "steps"));

    publish(first, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    assertEquals(before + 2, metric(trigger));
    assertEquals(before + 1, metric(with(trigger, "report", "queued")));
    publish(
        first,
        JobEvent.newBuilder()
            .setStepsCommitted(
                StepsCommitted.newBuilder()
                    .setAttempt("a")
                    .setProgress(JobProgress.newBuilder().setDone(7).setTotal(STEPS))));
    assertEquals(steps - 7, metric(with(trigger, "report", "steps")));

    publish(first, JobEvent.newBuilder().setSuspended(Suspended.newBuilder().setAttempt("a")));
    assertEquals(before + 2, metric(with(trigger, "report", "queued")));
    publish(first, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("b")));
    publish(first, JobEvent.newBuilder().setFailed(Failed.newBuilder().setAttempt("b")));
    assertEquals(before + 1, metric(trigger));
    cancel(second);
    assertEquals(before, metric(trigger));
  }

  @Test
  void theMetricIsThatOfTheSpecWithTheTriggersTarget() {
    Map<String, String> trigger = with(trigger("training"), "target", "2.5");

    MetricSpec spec = scaler().getMetricSpec(asked(trigger)).getMetricSpecs(0);

    assertEquals("zoodip-training-two-encoders-outstanding", spec.getMetricName());
    assertEquals(2.5, spec.getTargetSizeFloat());
    assertEquals(
        "INVALID_ARGUMENT: This trigger has no metric 'other'; its metric is"
            + " zoodip-training-two-encoders-outstanding",
        refusal(
            () ->
                scaler()
                    .getMetrics(
                        GetMetricsRequest.newBuilder()
                            .setScaledObjectRef(asked(trigger))
                            .setMetricName("other")
                            .build())));
  }

  @Test
  void aStreamTellsOfTheFirstJobAndOfTheLastOnesEndAndGivesSignsOfLife() throws Exception {
    String subject = subjectWithPhoto("mug");
    Stream stream = new Stream();
    ExternalScalerGrpc.newStub(client.channel()).streamIsActive(asked(trigger("training")), stream);
    assertEquals(false, stream.next());

    String job = createTraining(subject).getName();
    assertTrue(stream.nextUnlike(false));
    assertEquals(true, scaler().isActive(asked(trigger("training"))).getResult());
    // told again although nothing changes
    assertTrue(stream.next());
    cancel(job);
    assertEquals(false, stream.nextUnlike(true));
    assertEquals(false, scaler().isActive(asked(trigger("training"))).getResult());
    assertNull(stream.failure);
  }

  @Test
  void aGatewayThatStopsEndsItsStreamsInGoodOrder() throws Exception {
    ActivityStreams streams = new ActivityStreams(demands, config);
    try (Served served = new Served(new ScalingService(demands, streams))) {
      Stream stream = new Stream();
      ExternalScalerGrpc.newStub(served.channel())
          .streamIsActive(asked(trigger("training")), stream);
      stream.next();

      streams.stop(new ShutdownEvent());

      assertTrue(stream.completed.await(30, TimeUnit.SECONDS));
      assertNull(stream.failure);
    }
  }

  @Test
  void aGatewayTakesSoManyStreamsAndWhenOneEndsAnother() throws Exception {
    ActivityStreams streams = new ActivityStreams(demands, config, 1);
    try (Served served = new Served(new ScalingService(demands, streams))) {
      var scaler = ExternalScalerGrpc.newStub(served.channel());
      Stream first = new Stream();
      CancellableContext asking = Context.current().withCancellation();
      asking.run(() -> scaler.streamIsActive(asked(trigger("training")), first));
      first.next();
      // it counts as open once it has told of itself
      await(() -> "refused", () -> isRefused(scaler));

      asking.cancel(null);

      await(() -> "taken", () -> !isRefused(scaler));
    } finally {
      streams.stop(new ShutdownEvent());
    }
  }

  private static boolean isRefused(ExternalScalerGrpc.ExternalScalerStub scaler) throws Exception {
    Stream stream = new Stream();
    CancellableContext asking = Context.current().withCancellation();
    asking.run(() -> scaler.streamIsActive(asked(trigger("training")), stream));
    await(() -> "an answer", () -> stream.failure != null || !stream.told.isEmpty());
    asking.cancel(null);
    return stream.told.isEmpty();
  }

  @Test
  void whatIsNotReadIsNotTold() {
    JobView unread = new JobView(kafka.reader(), kafka.admin());
    unread.close();
    Demands unknown = new Demands(() -> unread, generation, models);
    for (ScaledWork work : ScaledWork.values()) {
      ScalingTrigger trigger =
          new ScalingTrigger(work, Optional.empty(), ScaledQuantity.OUTSTANDING, 1);
      assertEquals(
          "UNAVAILABLE: This gateway has not read yet what jobs there are; ask again",
          assertThrows(ServiceException.class, () -> unknown.of(trigger)).toStatus().getMessage());
    }
  }

  @Test
  void unknownKeysAndModelsAreNamed() {
    assertEquals(
        "INVALID_ARGUMENT: The metadata of a trigger have no 'queue'; there are [work, model,"
            + " report, target]",
        refusal(() -> scaler().isActive(asked(with(trigger("training"), "queue", "q")))));
    assertTrue(
        refusal(() -> scaler().isActive(asked(with(trigger("training"), "model", "models/none"))))
            .startsWith("INVALID_ARGUMENT: There is no model models/none"));
    assertTrue(
        refusal(() -> scaler().isActive(asked(with(trigger("training"), "model", "toybox"))))
            .startsWith("INVALID_ARGUMENT: 'toybox' is no model's name"));
    Iterator<IsActiveResponse> stream =
        scaler().streamIsActive(asked(with(trigger("training"), "target", "-1")));
    assertEquals(
        "INVALID_ARGUMENT: target is -1; it is a number above 0", refusal(stream::hasNext));
  }

  @Test
  void generationIsWhatNodesHaveToDoAndWhatNoneCouldBeReachedFor() throws Exception {
    Map<String, String> trigger = trigger("generation");
    assertEquals(0, metric(trigger));
    assertEquals(
        Status.Code.UNAVAILABLE,
        assertThrows(StatusRuntimeException.class, () -> generate(3)).getStatus().getCode());
    double unserved = 3 * config.scaling().imageTime().toSeconds();
    await(() -> "unserved images", () -> metric(trigger) == unserved);
    assertThrows(StatusRuntimeException.class, () -> generate(3));
    assertEquals(unserved, metric(trigger));
    assertTrue(scaler().isActive(asked(trigger)).getResult());

    Server node = node(ModelLoad.newBuilder().setPendingPictures(8).setSecondsPerPicture(0.5));
    try {
      // eight images of half a second, and three that were refused, at the speed that was measured;
      // another model's do not count
      await(() -> "4 + 1.5 seconds, not " + metric(trigger), () -> metric(trigger) == 5.5);
    } finally {
      node.shutdownNow().awaitTermination();
    }
  }

  @Test
  void aNodeThatCannotTellIsNoReasonToScaleToZero() throws Exception {
    Server node = node(new InferenceGrpc.InferenceImplBase() {});
    try {
      await(
          () -> "a node of an earlier version",
          () ->
              refusal(() -> metric(trigger("generation")))
                  .matches("UNAVAILABLE: The node of inference at .* does not tell .*"));
    } finally {
      node.shutdownNow().awaitTermination();
    }
  }

  private void generate(int images) {
    Iterator<?> answers =
        client
            .images()
            .generateImages(
                GenerateImagesRequest.newBuilder()
                    .setParent(tenant)
                    .setModel(OTHER_MODEL)
                    .setPrompt("a mug")
                    .setCount(images)
                    .build());
    var unused = answers.hasNext();
  }

  private Server node(ModelLoad.Builder load) throws Exception {
    return node(
        new InferenceGrpc.InferenceImplBase() {
          @Override
          public void getLoad(GetLoadRequest request, StreamObserver<GetLoadResponse> caller) {
            caller.onNext(
                GetLoadResponse.newBuilder()
                    .addModels(load.setModel(OTHER_MODEL))
                    .addModels(
                        ModelLoad.newBuilder()
                            .setModel(MODEL)
                            .setPendingPictures(100)
                            .setSecondsPerPicture(1))
                    .build());
            caller.onCompleted();
          }
        });
  }

  private Server node(InferenceGrpc.InferenceImplBase service) throws Exception {
    String target = config.inference().target();
    return ServerBuilder.forPort(Integer.parseInt(target.substring(target.indexOf(':') + 1)))
        .addService(service)
        .build()
        .start();
  }

  private void cancel(String job) {
    var unused =
        client
            .trainingJobs()
            .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job).build());
  }

  @Override
  protected CreateTrainingJobRequest.Builder training(String subject) {
    var request = super.training(subject);
    request
        .getTrainingJobBuilder()
        .setModel(OTHER_MODEL)
        .setPreset("sdxl")
        .setSettings(TrainingSettings.newBuilder().setSteps(STEPS));
    return request;
  }

  private ExternalScalerGrpc.ExternalScalerBlockingStub scaler() {
    return ExternalScalerGrpc.newBlockingStub(client.channel())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private double metric(Map<String, String> trigger) {
    String name = scaler().getMetricSpec(asked(trigger)).getMetricSpecs(0).getMetricName();
    return scaler()
        .getMetrics(
            GetMetricsRequest.newBuilder()
                .setScaledObjectRef(asked(trigger))
                .setMetricName(name)
                .build())
        .getMetricValues(0)
        .getMetricValueFloat();
  }

  private static Map<String, String> trigger(String work) {
    return Map.of("scalerAddress", "gateway:9001", "work", work, "model", OTHER_MODEL);
  }

  private static Map<String, String> with(Map<String, String> trigger, String key, String value) {
    Map<String, String> changed = new HashMap<>(trigger);
    changed.put(key, value);
    return changed;
  }

  private static ScaledObjectRef asked(Map<String, String> metadata) {
    return ScaledObjectRef.newBuilder()
        .setName("trainer")
        .setNamespace("zoodip")
        .putAllScalerMetadata(metadata)
        .build();
  }

  private static String refusal(Executable call) {
    return assertThrows(StatusRuntimeException.class, call).getMessage();
  }

  /** What a stream has told. */
  private static final class Stream implements StreamObserver<IsActiveResponse> {
    private final BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
    private final CountDownLatch completed = new CountDownLatch(1);
    private volatile Throwable failure;

    private boolean next() throws InterruptedException {
      return Optional.ofNullable(told.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    private boolean nextUnlike(boolean before) throws InterruptedException {
      boolean now = next();
      while (now == before) {
        now = next();
      }
      return now;
    }

    @Override
    public void onNext(IsActiveResponse response) {
      told.add(response.getResult());
    }

    @Override
    public void onError(Throwable reason) {
      failure = reason;
    }

    @Override
    public void onCompleted() {
      completed.countDown();
    }
  }

  /** A service on a server of its own. */
  private static final class Served implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    private Served(BindableService service) throws IOException {
      server = ServerBuilder.forPort(0).addService(service).build().start();
      channel =
          ManagedChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
    }

    private ManagedChannel channel() {
      return channel;
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }
}
