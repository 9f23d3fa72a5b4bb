package zoodip.gateway.images;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import org.jboss.logging.Logger;
import zoodip.contract.ErrorDetails;
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
 * Passes on what inference draws for one call, message by message: the next is asked for when the
 * caller has room for it, and the generation ends when the caller leaves.
 */
final class GenerationForwarder implements ClientResponseObserver<DrawRequest, DrawResponse> {
  private static final Logger LOG = Logger.getLogger(GenerationForwarder.class);

  private final ServerCallStreamObserver<GenerateImagesResponse> caller;
  private final long seed;
  private final StallClock clock;
  private ClientCallStreamObserver<DrawRequest> generation;
  private boolean asked;
  private boolean over;

  /**
   * Made before the call's method returns: later a call takes no handlers.
   *
   * @param seed of the first image
   * @param timer watches that inference does not fall silent
   */
  GenerationForwarder(
      ServerCallStreamObserver<GenerateImagesResponse> caller, long seed, StallTimer timer) {
    this.caller = caller;
    this.seed = seed;
    clock = timer.clock(this::giveUp);
    caller.setOnReadyHandler(this::askIfReady);
    caller.setOnCancelHandler(this::stopGeneration);
  }

  @Override
  public synchronized void beforeStart(ClientCallStreamObserver<DrawRequest> stream) {
    generation = stream;
    stream.disableAutoRequestWithInitial(1);
    asked = true;
    clock.start();
  }

  @Override
  public synchronized void onNext(DrawResponse response) {
    asked = false;
    clock.stop();
    if (!over) {
      caller.onNext(answer(response));
      askIfReady();
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    clock.stop();
    if (!over) {
      over = true;
      caller.onError(status(failure));
    }
  }

  @Override
  public synchronized void onCompleted() {
    clock.stop();
    if (!over) {
      over = true;
      caller.onCompleted();
    }
  }

  private synchronized void askIfReady() {
    if (generation != null && !asked && !over && caller.isReady()) {
      asked = true;
      clock.start();
      generation.request(1);
    }
  }

  /** Inference was asked for more, is there, and says nothing. */
  private synchronized void giveUp(String silence) {
    if (!over) {
      onError(Status.UNAVAILABLE.withDescription(silence).asRuntimeException());
      stopGeneration();
    }
  }

  private synchronized void stopGeneration() {
    over = true;
    clock.stop();
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

  private Image image(DrawnPicture drawn) {
    return Image.newBuilder()
        .setIndex(drawn.getRow())
        .setSeed(seed + drawn.getRow())
        .setWidth(drawn.getWidth())
        .setHeight(drawn.getHeight())
        .setPng(drawn.getPng())
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
