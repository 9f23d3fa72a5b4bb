package zoodip.platform.work;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.jobs.v1.GetJobRecordRequest;
import zoodip.jobs.v1.GetJobRecordResponse;
import zoodip.jobs.v1.JobDirection;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.platform.kafka.Topics;
import zoodip.platform.nodes.NodeChannels;
import zoodip.platform.retry.RetryPolicies;
import zoodip.platform.threads.DaemonThreads;

/**
 * What gateways know of the jobs that this worker works on. Nothing is kept here of any other job,
 * however many there are.
 */
@ApplicationScoped
public class JobRecords implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JobRecords.class);

  /** While gateways are replaced, a call may reach one that knows nothing of it, the next not. */
  private static final RetryPolicy<Object> ANOTHER_GATEWAY =
      RetryPolicies.request(
          6, failure -> Status.fromThrowable(failure).getCode() == Status.Code.UNIMPLEMENTED);

  private final ManagedChannel channel;
  private final ScheduledExecutorService timer;
  private final ReconnectingStream<HealthCheckResponse> health;
  private volatile boolean ready;
  private ServingStatus told = ServingStatus.UNRECOGNIZED;

  @Inject
  public JobRecords(WorkConfig config, NodeChannels channels) {
    this(
        channels.open(
            config.gateway().target(), config.gateway().keepAlive(), Topics.MAX_RECORD_BYTES));
  }

  JobRecords(ManagedChannel channel) {
    this.channel = channel;
    timer = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("gateway-connection"));
    health =
        new ReconnectingStream<>(
            observer ->
                HealthGrpc.newStub(channel)
                    .watch(
                        HealthCheckRequest.newBuilder()
                            .setService(JobRecordsGrpc.SERVICE_NAME)
                            .build(),
                        observer),
            timer,
            answer -> told(answer.getStatus()),
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
    GetJobRecordRequest request =
        GetJobRecordRequest.newBuilder().setJob(job).setRevision(revision).build();
    var gateways =
        JobRecordsGrpc.newBlockingStub(channel)
            .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
            .withWaitForReady();
    try {
      GetJobRecordResponse answer =
          Failsafe.with(ANOTHER_GATEWAY).get(() -> gateways.getJobRecord(request));
      return answer.hasRecord() ? Optional.of(answer.getRecord()) : Optional.empty();
    } catch (StatusRuntimeException | FailsafeException e) {
      throw new GatewayUnavailableException("nothing is known of " + job, e);
    }
  }

  /** Called by one thread at a time. */
  private boolean told(ServingStatus status) {
    ready = status == ServingStatus.SERVING;
    if (status != told) {
      told = status;
      log(status);
    }
    return ready;
  }

  private void log(ServingStatus status) {
    if (status == ServingStatus.SERVING) {
      LOG.info("A gateway tells about jobs");
    } else {
      LOG.warnf(
          "No gateway tells about jobs: %s is %s at %s. Either the gateway there is not ready yet, or it is of an earlier version than this worker and has to be replaced first. No job is taken until then",
          JobRecordsGrpc.SERVICE_NAME, status, channel.authority());
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
}
