package zoodip.gateway.workers;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.records.JobView;
import zoodip.jobs.v1.GetJobRecordRequest;
import zoodip.jobs.v1.GetJobRecordResponse;
import zoodip.jobs.v1.JobDirection;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.jobs.v1.WatchJobDirectionRequest;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** zoodip.jobs.v1.JobRecords. No thread waits for what is not known yet. */
@GrpcService
public class JobRecordsService extends JobRecordsGrpc.JobRecordsImplBase {
  private final Supplier<JobView> jobs;
  private final Duration timeout;

  /** The view is opened by who can wait for Kafka: the server's own thread must not. */
  @Inject
  public JobRecordsService(Instance<JobView> jobs, GatewayConfig config) {
    this.jobs = jobs::get;
    timeout = config.calls().applyTimeout();
  }

  /**
   * A service by itself.
   *
   * @param timeout how long an answer waits until the view is as new as it is asked to be
   */
  public JobRecordsService(JobView jobs, Duration timeout) {
    this.jobs = () -> jobs;
    this.timeout = timeout;
  }

  @Override
  public void getJobRecord(
      GetJobRecordRequest request, StreamObserver<GetJobRecordResponse> caller) {
    Optional<JobRecord> known = jobs.get().get(request.getJob());
    if (known.isPresent() && known.get().getRevision() >= request.getRevision()) {
      answer(known, caller);
      return;
    }
    readToEnd()
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                answer(jobs.get().get(request.getJob()), caller);
              } else {
                caller.onError(ServiceErrors.status(unavailable(failure)));
              }
            });
  }

  @Override
  public void watchJobDirection(
      WatchJobDirectionRequest request, StreamObserver<JobDirection> caller) {
    DirectionWatch watch =
        new DirectionWatch(
            jobs.get(), request.getJob(), (ServerCallStreamObserver<JobDirection>) caller);
    if (jobs.get().contains(request.getJob())) {
      watch.start();
      return;
    }
    // what is not read yet would be told to be gone
    readToEnd()
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                watch.start();
              } else {
                watch.fail(unavailable(failure));
              }
            });
  }

  private CompletableFuture<Void> readToEnd() {
    return jobs.get().readToEnd().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void answer(
      Optional<JobRecord> record, StreamObserver<GetJobRecordResponse> caller) {
    GetJobRecordResponse.Builder answer = GetJobRecordResponse.newBuilder();
    record.ifPresent(answer::setRecord);
    caller.onNext(answer.build());
    caller.onCompleted();
  }

  private static ServiceException unavailable(Throwable failure) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        "This gateway does not know yet what jobs there are; ask again",
        failure);
  }
}
