package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

@Timeout(60)
class JobWatcherTest {
  private final Deque<Consumer<StreamObserver<WatchTrainingJobResponse>>> streams =
      new ArrayDeque<>();
  private final List<String> tokens = new ArrayList<>();
  private final ServerUnderTest server =
      ServerUnderTest.start(
          new TrainingJobsGrpc.TrainingJobsImplBase() {
            @Override
            public void watchTrainingJob(
                WatchTrainingJobRequest request, StreamObserver<WatchTrainingJobResponse> caller) {
              tokens.add(request.getResumeToken());
              streams.remove().accept(caller);
            }
          });
  private final Client client = server.client();
  private final List<Integer> seen = new ArrayList<>();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aBrokenStreamGoesOnWhereItWas() {
    streams.add(
        caller -> {
          caller.onNext(change(1, JobState.JOB_STATE_RUNNING));
          caller.onNext(WatchTrainingJobResponse.newBuilder().setResumeToken("beat").build());
          caller.onError(ServerFailures.unavailable());
        });
    streams.add(this::end);
    assertEquals(JobState.JOB_STATE_SUCCEEDED, watch(client.watches()).getState());
    assertEquals(List.of("", "beat"), tokens);
    assertEquals(List.of(1, 9), seen);
  }

  @Test
  void aStreamThatEndsBeforeTheJobIsOpenedAgain() {
    streams.add(
        caller -> {
          caller.onNext(change(1, JobState.JOB_STATE_RUNNING));
          caller.onCompleted();
        });
    streams.add(this::end);
    assertEquals(JobState.JOB_STATE_SUCCEEDED, watch(client.watches()).getState());
    assertEquals(List.of("", "1"), tokens);
  }

  @Test
  void aStreamIsRenewedBeforeAVanishedServerIsMissedForLong() {
    streams.add(caller -> caller.onNext(change(1, JobState.JOB_STATE_RUNNING)));
    streams.add(this::end);
    JobWatcher impatient = new JobWatcher(client, 1, Duration.ofMillis(500));
    assertEquals(JobState.JOB_STATE_SUCCEEDED, watch(impatient).getState());
    assertEquals(List.of("", "1"), tokens);
  }

  @Test
  void aJobThatIsNotThereIsNoReasonToTryAgain() {
    streams.add(caller -> caller.onError(Status.NOT_FOUND.asRuntimeException()));
    assertThrows(StatusRuntimeException.class, () -> watch(client.watches()));
    assertEquals(1, tokens.size());
  }

  @Test
  void aServerThatStaysAwayIsGivenUp() {
    for (int i = 0; i < ClientSettings.DEFAULT_TRIES; i++) {
      streams.add(caller -> caller.onError(ServerFailures.unavailable()));
    }
    assertThrows(StatusRuntimeException.class, () -> watch(client.watches()));
    assertEquals(ClientSettings.DEFAULT_TRIES, tokens.size());
  }

  private TrainingJob watch(JobWatcher jobWatcher) {
    return jobWatcher.training("job", job -> seen.add(job.getProgress().getDone()));
  }

  private void end(StreamObserver<WatchTrainingJobResponse> caller) {
    caller.onNext(change(9, JobState.JOB_STATE_SUCCEEDED));
    caller.onCompleted();
  }

  private static WatchTrainingJobResponse change(int done, JobState state) {
    return WatchTrainingJobResponse.newBuilder()
        .setResumeToken(String.valueOf(done))
        .setTrainingJob(
            TrainingJob.newBuilder()
                .setState(state)
                .setProgress(JobProgress.newBuilder().setDone(done)))
        .build();
  }
}
