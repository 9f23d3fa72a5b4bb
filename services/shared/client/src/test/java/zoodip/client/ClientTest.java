package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.Image;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;

@Timeout(60)
class ClientTest {
  private final Deque<StatusRuntimeException> failures = new ArrayDeque<>();
  private final List<String> requestIds = new ArrayList<>();
  private final ServerUnderTest server =
      ServerUnderTest.start(
          new TrainingJobsGrpc.TrainingJobsImplBase() {
            @Override
            public void createTrainingJob(
                CreateTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
              requestIds.add(request.getRequestId());
              if (!failures.isEmpty()) {
                caller.onError(failures.remove());
                return;
              }
              caller.onNext(TrainingJob.newBuilder().setName("made").build());
              caller.onCompleted();
            }
          });
  private final Client client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aCallIsRepeatedWithItsRequestIdUntilTheServerIsThere() {
    failures.add(ServerFailures.unavailable());
    failures.add(ServerFailures.overloaded(50));
    assertEquals("made", create().getName());
    assertEquals(3, requestIds.size());
    assertEquals(1, requestIds.stream().distinct().count());
  }

  @Test
  void aServerThatStaysAwayIsGivenUp() {
    for (int i = 0; i < 10; i++) {
      failures.add(ServerFailures.unavailable());
    }
    var failure = assertThrows(StatusRuntimeException.class, this::create);
    assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
    assertEquals(ClientSettings.DEFAULT_TRIES, requestIds.size());
  }

  @Test
  void aRefusalIsFinal() {
    failures.add(ServerFailures.badSetting("steps", "too few"));
    assertThrows(StatusRuntimeException.class, this::create);
    assertEquals(1, requestIds.size());
  }

  @Test
  void aLimitWithoutATimeToComeBackIsFinal() {
    failures.add(Status.RESOURCE_EXHAUSTED.asRuntimeException());
    assertThrows(StatusRuntimeException.class, this::create);
    assertEquals(1, requestIds.size());
  }

  @Test
  void anAnswerIsNotAwaitedForever() {
    var silent =
        new TrainingJobsGrpc.TrainingJobsImplBase() {
          @Override
          public void createTrainingJob(
              CreateTrainingJobRequest request, StreamObserver<TrainingJob> caller) {}
        };
    try (ServerUnderTest mute = ServerUnderTest.start(silent);
        Client impatient = Client.connect(mute.settings().withPatience(Duration.ofMillis(300)))) {
      var failure =
          assertThrows(
              StatusRuntimeException.class,
              () ->
                  impatient.call(
                      () ->
                          impatient
                              .trainingJobs()
                              .createTrainingJob(CreateTrainingJobRequest.getDefaultInstance())));
      assertEquals(Status.Code.DEADLINE_EXCEEDED, failure.getStatus().getCode());
    }
  }

  /** 4096 x 4096 pixels that cannot be compressed; gRPC's own limit is 4 MiB. */
  @Test
  void theLargestImageIsTaken() {
    ByteString png = ByteString.copyFrom(new byte[4096 * 4096 * 3 + (1 << 20)]);
    var service =
        new ImagesGrpc.ImagesImplBase() {
          @Override
          public void generateImages(
              GenerateImagesRequest request, StreamObserver<GenerateImagesResponse> caller) {
            caller.onNext(
                GenerateImagesResponse.newBuilder()
                    .setImage(Image.newBuilder().setPng(png))
                    .build());
            caller.onCompleted();
          }
        };
    try (ServerUnderTest large = ServerUnderTest.start(service);
        Client any = large.client()) {
      var answers = any.images().generateImages(GenerateImagesRequest.getDefaultInstance());
      assertEquals(png.size(), answers.next().getImage().getPng().size());
    }
  }

  private TrainingJob create() {
    CreateTrainingJobRequest request =
        CreateTrainingJobRequest.newBuilder().setRequestId(Client.newRequestId()).build();
    return client.call(() -> client.trainingJobs().createTrainingJob(request));
  }
}
