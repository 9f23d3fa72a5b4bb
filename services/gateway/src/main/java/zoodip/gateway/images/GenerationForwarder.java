package zoodip.gateway.images;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import org.jboss.logging.Logger;
import zoodip.contract.ErrorDetails;
import zoodip.gateway.calls.IdleStreams;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.GenerationProgress;
import zoodip.v1.Image;

/**
 * Passes on what inference generates for one call, message by message: the next is asked for when
 * the caller has room for it, and the generation ends when the caller leaves.
 */
final class GenerationForwarder implements ClientResponseObserver<DrawRequest, DrawResponse> {
  private static final Logger LOG = Logger.getLogger(GenerationForwarder.class);

  private final ServerCallStreamObserver<GenerateImagesResponse> caller;
  private final long seed;
  private final IdleStreams idleStreams;
  private final IdleStreams.IdleTimer idleTimer;
  private ClientCallStreamObserver<DrawRequest> generation;
  private boolean requested;
  private boolean ended;

  /**
   * Made before the call's method returns: later a call takes no handlers.
   *
   * @param seed of the first image
   * @param idleStreams watches that inference does not fall silent
   */
  GenerationForwarder(
      ServerCallStreamObserver<GenerateImagesResponse> caller, long seed, IdleStreams idleStreams) {
    this.caller = caller;
    this.seed = seed;
    this.idleStreams = idleStreams;
    idleTimer = idleStreams.watch(this::onIdle);
    idleTimer.pause();
    caller.setOnReadyHandler(this::requestIfReady);
    caller.setOnCancelHandler(this::cancelGeneration);
  }

  @Override
  public synchronized void beforeStart(ClientCallStreamObserver<DrawRequest> stream) {
    generation = stream;
    stream.disableAutoRequestWithInitial(1);
    requested = true;
    idleTimer.restart();
  }

  @Override
  public synchronized void onNext(DrawResponse response) {
    requested = false;
    idleTimer.pause();
    if (!ended) {
      caller.onNext(answer(response));
      requestIfReady();
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    idleTimer.pause();
    if (!ended) {
      ended = true;
      caller.onError(status(failure));
    }
  }

  @Override
  public synchronized void onCompleted() {
    idleTimer.pause();
    if (!ended) {
      ended = true;
      caller.onCompleted();
    }
  }

  private synchronized void requestIfReady() {
    if (generation != null && !requested && !ended && caller.isReady()) {
      requested = true;
      idleTimer.restart();
      generation.request(1);
    }
  }

  /** Inference was asked for more, is there, and says nothing. */
  private synchronized void onIdle() {
    if (!ended) {
      onError(
          Status.UNAVAILABLE
              .withDescription("a node has said nothing for " + idleStreams.timeout())
              .asRuntimeException());
      cancelGeneration();
    }
  }

  private synchronized void cancelGeneration() {
    ended = true;
    idleTimer.pause();
    if (generation != null) {
      generation.cancel("The caller is gone", null);
    }
  }

  private GenerateImagesResponse answer(DrawResponse response) {
    var answer = GenerateImagesResponse.newBuilder();
    return switch (response.getEventCase()) {
      case PROGRESS ->
          answer
              .setProgress(
                  GenerationProgress.newBuilder()
                      .setQueued(response.getProgress().getQueued())
                      .setStep(response.getProgress().getStep())
                      .setSteps(response.getProgress().getSteps()))
              .build();
      case PREVIEW -> answer.setPreview(image(response.getPreview())).build();
      case PICTURE -> answer.setImage(image(response.getPicture())).build();
      case EVENT_NOT_SET -> answer.build();
    };
  }

  private Image image(DrawnPicture generated) {
    return Image.newBuilder()
        .setIndex(generated.getRow())
        .setSeed(seed + generated.getRow())
        .setWidth(generated.getWidth())
        .setHeight(generated.getHeight())
        .setPng(generated.getPng())
        .build();
  }

  /** What inference says for a documented reason goes on as it is. */
  private static StatusRuntimeException status(Throwable failure) {
    return ErrorDetails.of(failure)
        .status()
        .filter(described -> described.getDetailsCount() > 0)
        .map(StatusProto::toStatusRuntimeException)
        .orElseGet(() -> undescribed(failure));
  }

  private static StatusRuntimeException undescribed(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED, CANCELLED -> new StatusRuntimeException(status);
      case UNAVAILABLE -> unavailable(failure);
      default -> ServiceErrors.status(new IllegalStateException("Inference failed", failure));
    };
  }

  private static StatusRuntimeException unavailable(Throwable failure) {
    LOG.warn("Inference does not answer", failure);
    return new ServiceException(
            ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
            "The service that draws does not answer; try again a little later",
            failure)
        .toStatus();
  }
}
