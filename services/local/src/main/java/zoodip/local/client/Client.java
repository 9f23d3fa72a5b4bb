package zoodip.local.client;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.AbstractStub;
import java.util.concurrent.TimeUnit;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJobsGrpc;

/** A client of the public API with a patience for each kind of call. */
public final class Client implements AutoCloseable {
  public static final String TENANT = "tenants/demo";

  private static final int MAX_MESSAGE_BYTES = 32 << 20;
  private static final int CALL_SECONDS = 60;
  private static final int WATCH_SECONDS = 3600;

  private final ManagedChannel channel;

  private Client(ManagedChannel channel) {
    this.channel = channel;
  }

  public static Client connect(int port) {
    return new Client(
        ManagedChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build());
  }

  public SubjectsGrpc.SubjectsBlockingStub subjects() {
    return within(CALL_SECONDS, SubjectsGrpc.newBlockingStub(channel));
  }

  /** For the upload, which streams towards the server. */
  public SubjectsGrpc.SubjectsStub uploads() {
    return within(CALL_SECONDS, SubjectsGrpc.newStub(channel));
  }

  public TrainingJobsGrpc.TrainingJobsBlockingStub trainingJobs() {
    return within(CALL_SECONDS, TrainingJobsGrpc.newBlockingStub(channel));
  }

  public TrainingJobsGrpc.TrainingJobsBlockingStub trainingWatches() {
    return within(WATCH_SECONDS, TrainingJobsGrpc.newBlockingStub(channel));
  }

  public EvaluationsGrpc.EvaluationsBlockingStub evaluations() {
    return within(CALL_SECONDS, EvaluationsGrpc.newBlockingStub(channel));
  }

  public EvaluationsGrpc.EvaluationsBlockingStub evaluationWatches() {
    return within(WATCH_SECONDS, EvaluationsGrpc.newBlockingStub(channel));
  }

  public ImagesGrpc.ImagesBlockingStub images() {
    return within(CALL_SECONDS, ImagesGrpc.newBlockingStub(channel));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static <S extends AbstractStub<S>> S within(int seconds, S stub) {
    return stub.withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }
}
