package zoodip.client;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import zoodip.v1.ApiKeysGrpc;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.ModelsGrpc;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJobsGrpc;

/**
 * A client of the public API: stubs with a deadline, tries again where that is safe, and streams of
 * changes that survive a lost connection.
 *
 * <p>A call that may be repeated goes through {@link #call}: all reads, deletes and cancels, and
 * creates that carry a {@link #newRequestId request id}.
 */
public final class Client implements AutoCloseable {
  // an image of 4096 x 4096 pixels that cannot be compressed has 48 MiB
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(10);
  private static final Duration GENERATION = Duration.ofHours(1);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ClientSettings settings;
  private final ManagedChannel channel;
  private final Retries retries;

  private Client(ClientSettings settings) {
    this.settings = settings;
    channel =
        Grpc.newChannelBuilder(settings.server(), settings.encryption().credentials())
            // one server at a time: what a create made is at once seen by the server that answered
            .defaultLoadBalancingPolicy("pick_first")
            .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(KEEP_ALIVE_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers(settings)))
            .build();
    retries = new Retries(settings.tries());
  }

  private static Metadata headers(ClientSettings settings) {
    Metadata headers = new Metadata();
    settings.key().ifPresent(key -> headers.put(AUTHORIZATION, "Bearer " + key));
    return headers;
  }

  /** A client that connects when it is first used. */
  public static Client connect(ClientSettings settings) {
    return new Client(settings);
  }

  /** Names a create, so that the server knows it again when it is repeated. */
  public static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  public ClientSettings settings() {
    return settings;
  }

  /** The tenant's resource name: {@code tenants/default}. */
  public String tenant() {
    return "tenants/" + settings.tenant();
  }

  /**
   * Makes a call, again if it fails for a passing reason; the function fetches its stub anew each
   * time, because a stub's deadline runs from its making.
   *
   * @throws io.grpc.StatusRuntimeException as the last try did
   */
  public <A> A call(Supplier<A> call) {
    return retries.run(call);
  }

  /**
   * Makes a call of a method of the API whose stub is not at hand.
   *
   * @throws io.grpc.StatusRuntimeException as the last try did
   */
  public <R, A> A call(MethodDescriptor<R, A> method, R request) {
    return call(
        () ->
            ClientCalls.blockingUnaryCall(
                channel,
                method,
                CallOptions.DEFAULT.withDeadlineAfter(
                    settings.patience().toMillis(), TimeUnit.MILLISECONDS),
                request));
  }

  /** The changes of jobs. */
  public JobWatcher watches() {
    return new JobWatcher(this, settings.tries());
  }

  public ApiKeysGrpc.ApiKeysBlockingStub apiKeys() {
    return patient(ApiKeysGrpc.newBlockingStub(channel));
  }

  public ModelsGrpc.ModelsBlockingStub models() {
    return patient(ModelsGrpc.newBlockingStub(channel));
  }

  public SubjectsGrpc.SubjectsBlockingStub subjects() {
    return patient(SubjectsGrpc.newBlockingStub(channel));
  }

  public TrainingJobsGrpc.TrainingJobsBlockingStub trainingJobs() {
    return patient(TrainingJobsGrpc.newBlockingStub(channel));
  }

  public ConceptsGrpc.ConceptsBlockingStub concepts() {
    return patient(ConceptsGrpc.newBlockingStub(channel));
  }

  public EvaluationsGrpc.EvaluationsBlockingStub evaluations() {
    return patient(EvaluationsGrpc.newBlockingStub(channel));
  }

  /** For images, which may wait for others and take their time. */
  public ImagesGrpc.ImagesBlockingStub images() {
    return within(GENERATION, ImagesGrpc.newBlockingStub(channel));
  }

  /** For the upload, which streams towards the server. */
  SubjectsGrpc.SubjectsStub uploads() {
    return within(settings.patience().multipliedBy(10), SubjectsGrpc.newStub(channel));
  }

  TrainingJobsGrpc.TrainingJobsBlockingStub trainingWatches(Duration deadline) {
    return within(deadline, TrainingJobsGrpc.newBlockingStub(channel));
  }

  EvaluationsGrpc.EvaluationsBlockingStub evaluationWatches(Duration deadline) {
    return within(deadline, EvaluationsGrpc.newBlockingStub(channel));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private <S extends AbstractStub<S>> S patient(S stub) {
    return within(settings.patience(), stub);
  }

  private static <S extends AbstractStub<S>> S within(Duration deadline, S stub) {
    return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
