package zoodip.platform.work;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.jobs.v1.GetJobRecordRequest;
import zoodip.jobs.v1.GetJobRecordResponse;
import zoodip.jobs.v1.JobDirection;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.platform.kafka.Topics;
import zoodip.platform.nodes.NodeChannels;

/**
 * What gateways know of the jobs that this worker works on. Nothing is kept here of any other job,
 * however many there are.
 */
@ApplicationScoped
public class JobRecords implements AutoCloseable {
  private final ManagedChannel channel;
  private final ScheduledExecutorService timer;
  private final ReconnectingStream<HealthCheckResponse> health;
  private volatile boolean ready;

  @Inject
  public JobRecords(WorkConfig config) {
    this(
        NodeChannels.open(
            config.gateway().target(), config.gateway().keepAlive(), Topics.MAX_RECORD_BYTES));
  }

  JobRecords(ManagedChannel channel) {
    this.channel = channel;
    timer = Executors.newSingleThreadScheduledExecutor(JobRecords::daemon);
    health =
        new ReconnectingStream<>(
            observer ->
                HealthGrpc.newStub(channel)
                    .watch(HealthCheckRequest.getDefaultInstance(), observer),
            timer,
            answer -> ready = answer.getStatus() == ServingStatus.SERVING,
            () -> ready = false);
    health.start();
  }

  /** Whether a gateway is there that knows what jobs there are. */
  public boolean areReady() {
    return ready;
  }

  /**
   * The job's record with everything that was known at a revision; empty if there is no such job.
   *
   * @throws GatewayUnavailableException if no gateway says so within {@code patience}
   */
  Optional<JobRecord> get(String job, long revision, Duration patience) {
    try {
      GetJobRecordResponse answer =
          JobRecordsGrpc.newBlockingStub(channel)
              .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
              .withWaitForReady()
              .getJobRecord(
                  GetJobRecordRequest.newBuilder().setJob(job).setRevision(revision).build());
      return answer.hasRecord() ? Optional.of(answer.getRecord()) : Optional.empty();
    } catch (StatusRuntimeException e) {
      throw new GatewayUnavailableException("nothing is known of " + job, e);
    }
  }

  /** What is wanted of the job's attempts, from now on until it is closed. */
  JobDirections follow(String job) {
    return new JobDirections(channel, timer, job);
  }

  /** As {@link RedeliveryPolicy#isSettled}, but by what is told of the job. */
  static boolean isSettled(WorkRequest request, JobDirection job) {
    return job.getGone()
        || JobStates.isTerminal(job.getState())
        || request.getRevision() < job.getQueuedRevision();
  }

  @Override
  @PreDestroy
  public void close() {
    health.close();
    channel.shutdownNow();
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gateway-connection");
    thread.setDaemon(true);
    return thread;
  }
}
