package zoodip.gateway;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.contract.ErrorDetails;
import zoodip.v1.ApiKeysGrpc;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.ModelsGrpc;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJobsGrpc;
import zoodip.v1.UploadPhotosRequest;

/** A client of the gateway, as any other would be. */
public final class GatewayClient implements AutoCloseable {
  private final ManagedChannel channel;

  public GatewayClient(int port) {
    this(port, new Metadata());
  }

  /** One that shows a key or token. */
  public GatewayClient(int port, String key) {
    this(port, bearer(key));
  }

  private GatewayClient(int port, Metadata headers) {
    channel =
        ManagedChannelBuilder.forAddress("localhost", port)
            .usePlaintext()
            .maxInboundMessageSize(32 << 20)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
  }

  private static Metadata bearer(String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return headers;
  }

  public ManagedChannel channel() {
    return channel;
  }

  public ApiKeysGrpc.ApiKeysBlockingStub apiKeys() {
    return ApiKeysGrpc.newBlockingStub(channel);
  }

  public ModelsGrpc.ModelsBlockingStub models() {
    return ModelsGrpc.newBlockingStub(channel);
  }

  public SubjectsGrpc.SubjectsBlockingStub subjects() {
    return SubjectsGrpc.newBlockingStub(channel);
  }

  public TrainingJobsGrpc.TrainingJobsBlockingStub trainingJobs() {
    return TrainingJobsGrpc.newBlockingStub(channel);
  }

  public ConceptsGrpc.ConceptsBlockingStub concepts() {
    return ConceptsGrpc.newBlockingStub(channel);
  }

  public EvaluationsGrpc.EvaluationsBlockingStub evaluations() {
    return EvaluationsGrpc.newBlockingStub(channel);
  }

  public ImagesGrpc.ImagesBlockingStub images() {
    return ImagesGrpc.newBlockingStub(channel);
  }

  /** A photo to upload. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Upload(String filename, String caption, byte[] bytes) {}

  /** Uploads photos in chunks of a few kilobytes; throws what the gateway answers. */
  public Subject upload(String subject, Upload... photos) {
    CompletableFuture<Subject> answer = new CompletableFuture<>();
    StreamObserver<UploadPhotosRequest> call =
        SubjectsGrpc.newStub(channel).uploadPhotos(completing(answer));
    call.onNext(UploadPhotosRequest.newBuilder().setSubject(subject).build());
    for (Upload photo : photos) {
      call.onNext(
          UploadPhotosRequest.newBuilder()
              .setPhoto(
                  PhotoHeader.newBuilder()
                      .setFilename(photo.filename())
                      .setCaption(photo.caption()))
              .build());
      for (int at = 0; at < photo.bytes().length; at += 4000) {
        int length = Math.min(4000, photo.bytes().length - at);
        ByteString chunk = ByteString.copyFrom(photo.bytes(), at, length);
        call.onNext(UploadPhotosRequest.newBuilder().setChunk(chunk).build());
      }
    }
    call.onCompleted();
    return get(answer);
  }

  /** The reason in an error's ErrorInfo. */
  public static String reason(StatusRuntimeException error) {
    return detail(error, com.google.rpc.ErrorInfo.class).getReason();
  }

  /** A detail of an error; fails if it has none of that type. */
  public static <D extends com.google.protobuf.Message> D detail(
      StatusRuntimeException error, Class<D> type) {
    return ErrorDetails.of(error)
        .first(type)
        .orElseThrow(() -> new AssertionError("No " + type.getSimpleName() + " in " + error));
  }

  public static <T> T get(CompletableFuture<T> answer) {
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("No answer", e);
    }
  }

  /** Completes with the first answer. */
  public static <T> StreamObserver<T> completing(CompletableFuture<T> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(T value) {
        answer.complete(value);
      }

      @Override
      public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
      }

      @Override
      public void onCompleted() {
        answer.completeExceptionally(new AssertionError("Completed without an answer"));
      }
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
