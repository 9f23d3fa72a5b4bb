package zoodip.platform.work;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.records.JobView;
import zoodip.gateway.workers.JobRecordsService;

/** What workers see of a gateway, on a port of its own. */
final class JobRecordsServer implements AutoCloseable {
  private final Server server;

  JobRecordsServer(JobView jobs) {
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .addService(new JobRecordsService(jobs, Duration.ofSeconds(20)))
              .addService(new Serving())
              // as a gateway does, or a client that asks whether it is there is sent away
              .permitKeepAliveTime(5, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .build()
              .start();
    } catch (IOException e) {
      throw new AssertionError("No port is free", e);
    }
  }

  String target() {
    return "localhost:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Serving extends HealthGrpc.HealthImplBase {
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
      caller.onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
    }
  }
}
