package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.grpc.util.MutableHandlerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.events.v1.JobRecord;
import zoodip.jobs.v1.GetJobRecordRequest;
import zoodip.jobs.v1.GetJobRecordResponse;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.platform.nodes.NodeChannels;

/** Workers while gateways of an earlier version, which know no JobRecords, are replaced. */
@Timeout(60)
class JobRecordsTest {
  private static final String JOB = "tenants/t/trainingJobs/t1";
  private static final int SOON_MILLIS = 20;

  private final MutableHandlerRegistry services = new MutableHandlerRegistry();
  private final EarlierHealth health = new EarlierHealth();
  private Server gateway;
  private JobRecords records;

  @BeforeEach
  void start() throws IOException {
    gateway =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(health)
            .fallbackHandlerRegistry(services)
            .build()
            .start();
    records =
        new JobRecords(
            NodeChannels.withoutKey()
                .open("localhost:" + gateway.getPort(), Duration.ofSeconds(20), 1 << 20));
  }

  @AfterEach
  void stop() {
    records.close();
    gateway.shutdownNow();
  }

  @Test
  void aGatewayThatServesButKnowsNothingOfJobsIsNotReadyForWorkers() throws Exception {
    assertEquals(JobRecordsGrpc.SERVICE_NAME, health.asked.take());
    assertEquals(JobRecordsGrpc.SERVICE_NAME, health.asked.take(), "asked once more");
    assertFalse(records.areReady());

    health.status = ServingStatus.SERVING;

    while (!records.areReady()) {
      Thread.sleep(SOON_MILLIS);
    }
  }

  @Test
  void aRecordIsAskedForAgainUntilAGatewayKnowsIt() throws Exception {
    Thread replaced =
        new Thread(
            () -> {
              try {
                health.asked.take();
                Thread.sleep(500);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              services.addService(new OneJob());
            });
    replaced.start();

    Optional<JobRecord> found = records.get(JOB, 1, Duration.ofSeconds(30));

    assertEquals(JOB, found.orElseThrow().getName());
    replaced.join();
  }

  @Test
  void whereNoneDoesTheJobIsUnknownNotGone() {
    GatewayUnavailableException failure =
        assertThrows(
            GatewayUnavailableException.class,
            () -> records.get(JOB, 1, Duration.ofMillis(SOON_MILLIS)));

    assertTrue(failure.getMessage().contains("nothing is known of " + JOB), failure::getMessage);
  }

  /** As Quarkus tells the health of a service: unknown, where it has none of that name. */
  private static final class EarlierHealth extends HealthGrpc.HealthImplBase {
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    volatile ServingStatus status = ServingStatus.UNKNOWN;

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
      ServingStatus of = request.getService().isEmpty() ? ServingStatus.SERVING : status;
      caller.onNext(HealthCheckResponse.newBuilder().setStatus(of).build());
      asked.add(request.getService());
    }
  }

  private static final class OneJob extends JobRecordsGrpc.JobRecordsImplBase {
    @Override
    public void getJobRecord(
        GetJobRecordRequest request, StreamObserver<GetJobRecordResponse> caller) {
      caller.onNext(
          GetJobRecordResponse.newBuilder()
              .setRecord(JobRecord.newBuilder().setName(request.getJob()))
              .build());
      caller.onCompleted();
    }
  }
}
