package zoodip.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.JobRecord;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobState;

class JobWatchTest {
  private static final ResourceName JOB = ResourceName.trainingJob("tenants/acme", "j");

  private final Reader reader = new Reader();
  private int ends;

  @Test
  void aReaderThatKeepsUpSeesEveryChange() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(5, JobState.JOB_STATE_QUEUED));
    jobWatch.offer(record(6, JobState.JOB_STATE_RUNNING));
    jobWatch.offer(record(7, JobState.JOB_STATE_SUCCEEDED));

    assertEquals(List.of("5+0", "6+0", "7+0"), reader.seen);
    assertTrue(reader.completed);
    assertEquals(1, ends);
  }

  @Test
  void aSlowReaderSeesTheNewestAndHowManyItMissed() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(5, JobState.JOB_STATE_QUEUED));
    reader.ready = false;
    for (int revision = 6; revision <= 1000; revision++) {
      jobWatch.offer(record(revision, JobState.JOB_STATE_RUNNING));
    }
    assertEquals(List.of("5+0"), reader.seen);

    reader.ready = true;
    jobWatch.wake();

    assertEquals(List.of("5+0", "1000+994"), reader.seen);
  }

  @Test
  void anOlderRecordAfterANewerOneIsNotShown() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(6, JobState.JOB_STATE_RUNNING));
    jobWatch.offer(record(5, JobState.JOB_STATE_QUEUED));

    assertEquals(List.of("6+0"), reader.seen);
  }

  @Test
  void aSlowReaderSeesTheLastStateAlsoWhenTheJobIsDeletedMeanwhile() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(5, JobState.JOB_STATE_RUNNING));
    reader.ready = false;
    jobWatch.offer(record(6, JobState.JOB_STATE_CANCELLED));
    jobWatch.offer(Optional.empty());

    reader.ready = true;
    jobWatch.wake();

    assertEquals(List.of("5+0", "6+0"), reader.seen);
    assertTrue(reader.completed);
  }

  @Test
  void whatTheTokenShowedIsNotShownAgain() {
    JobWatch<String> jobWatch = watch(5);
    jobWatch.offer(record(5, JobState.JOB_STATE_RUNNING));
    jobWatch.offer(record(7, JobState.JOB_STATE_RUNNING));

    assertEquals(List.of("7+1"), reader.seen);
  }

  @Test
  void aWatchOfAnEndThatWasShownEndsAtOnce() {
    watch(5).offer(record(5, JobState.JOB_STATE_FAILED));

    assertEquals(List.of(), reader.seen);
    assertTrue(reader.completed);
  }

  @Test
  void aJobThatIsGoneEndsTheWatchWithItsReason() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(5, JobState.JOB_STATE_RUNNING));
    jobWatch.offer(Optional.empty());

    assertEquals(
        Status.Code.NOT_FOUND, Status.fromThrowable(reader.failure.orElseThrow()).getCode());
    assertEquals(1, ends);
  }

  @Test
  void aHeartbeatWaitsForTheReaderAndIsSpareAfterAChange() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.offer(record(5, JobState.JOB_STATE_RUNNING));
    reader.ready = false;
    jobWatch.heartbeat();
    jobWatch.heartbeat();
    jobWatch.offer(record(6, JobState.JOB_STATE_RUNNING));
    reader.ready = true;
    jobWatch.wake();
    jobWatch.heartbeat();

    assertEquals(List.of("5+0", "6+0", "heartbeat"), reader.seen);
  }

  @Test
  void aReaderThatLeftIsShownNothing() {
    JobWatch<String> jobWatch = watch(0);
    jobWatch.cancel();
    jobWatch.offer(record(5, JobState.JOB_STATE_RUNNING));
    jobWatch.fail(new ServiceException(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "stopping"));

    assertEquals(List.of(), reader.seen);
    assertEquals(Optional.empty(), reader.failure);
    assertEquals(1, ends);
  }

  private JobWatch<String> watch(long shown) {
    return new JobWatch<>(JOB, reader, new Texts(), shown, Runnable::run, () -> ends++);
  }

  private static Optional<JobRecord> record(long revision, JobState state) {
    return Optional.of(
        JobRecord.newBuilder().setName("j").setRevision(revision).setState(state).build());
  }

  private static final class Texts implements JobWatch.Responses<String> {
    @Override
    public String change(JobRecord record, String resumeToken, int conflated) {
      return record.getRevision() + "+" + conflated;
    }

    @Override
    public String heartbeat(String resumeToken) {
      return "heartbeat";
    }

    @Override
    public ServiceException missing(ResourceName job) {
      return new ServiceException(ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND, "gone");
    }
  }

  /** A reader that is ready when the test says so. */
  private static final class Reader extends ServerCallStreamObserver<String> {
    final List<String> seen = new ArrayList<>();
    boolean ready = true;
    boolean completed;
    Optional<Throwable> failure = Optional.empty();

    @Override
    public void onNext(String value) {
      assertTrue(ready, "nothing is given to a reader without room");
      seen.add(value);
    }

    @Override
    public void onError(Throwable t) {
      failure = Optional.of(t);
    }

    @Override
    public void onCompleted() {
      completed = true;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}
  }
}
