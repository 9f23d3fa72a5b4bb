package zoodip.evaluator.generation;

import dev.failsafe.RetryPolicy;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import zoodip.evaluator.config.EvaluatorConfig;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.DrawnPicture;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.nodes.NodeChannels;
import zoodip.platform.retry.RetryPolicies;
import zoodip.platform.retry.RetryState;
import zoodip.v1.ErrorReason;

/** Has images drawn by the inference service, however often its nodes come and go meanwhile. */
@ApplicationScoped
public class InferenceClient {
  private static final Logger LOG = Logger.getLogger(InferenceClient.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
  private static final int LARGEST_IMAGE = 128 << 20;

  private final ManagedChannel channel;
  private final int rowsPerCall;
  private final RetryPolicy<GenerationFailure> retries;
  private final Duration stallTimeout;

  @Inject
  public InferenceClient(EvaluatorConfig config) {
    channel =
        NodeChannels.open(
            config.inference().target(), config.inference().keepAlive(), LARGEST_IMAGE);
    rowsPerCall = config.inference().imagesPerCall();
    retries = RetryPolicies.patient(config.inference().patience(), GenerationFailure::retryDelay);
    stallTimeout = config.inference().stallTimeout();
  }

  /** Takes the images of {@link #generate}. */
  @FunctionalInterface
  public interface ImageConsumer {
    /**
     * Takes an image; what it throws ends the drawing.
     *
     * @param row index among the request's rows
     */
    void accept(int row, DrawnPicture image);
  }

  /**
   * Draws all rows of the request and hands over each image once, in no certain order.
   *
   * @param goOn asked several times a second; once it says false, drawing ends and this returns
   * @return whether all were drawn
   * @throws ServiceException for the reason that inference gives, at once if the same call would
   *     fail again; BACKEND_UNAVAILABLE or OVERLOADED once its calls have failed for longer than
   *     {@code evaluator.inference.patience}, without an image between
   */
  public boolean generate(DrawRequest request, ImageConsumer consumer, BooleanSupplier goOn)
      throws InterruptedException {
    Set<Integer> left = new TreeSet<>();
    for (int row = 0; row < request.getRowsCount(); row++) {
      left.add(row);
    }
    RetryState<GenerationFailure> state = new RetryState<>(retries);
    while (!left.isEmpty() && goOn.getAsBoolean()) {
      int before = left.size();
      Optional<GenerationFailure> failure = call(request, left, consumer, goOn);
      if (left.size() < before) {
        state.progressed();
      }
      if (failure.isPresent()) {
        pause(failure.get(), state, goOn);
      }
    }
    return left.isEmpty();
  }

  /** Whether there is a connection; begins to make one otherwise. */
  public boolean isConnected() {
    return channel.getState(true) == ConnectivityState.READY;
  }

  @PreDestroy
  void close() {
    channel.shutdownNow();
  }

  /** Asks for as many of the rows that are left as one call takes. */
  private Optional<GenerationFailure> call(
      DrawRequest request, Set<Integer> left, ImageConsumer consumer, BooleanSupplier goOn)
      throws InterruptedException {
    List<Integer> asked = left.stream().limit(rowsPerCall).toList();
    List<DrawRow> rows = asked.stream().map(request::getRows).toList();
    try (GenerationStream stream = new GenerationStream()) {
      InferenceGrpc.newStub(channel)
          .draw(request.toBuilder().clearRows().addAllRows(rows).build(), stream);
      long heard = System.nanoTime();
      while (goOn.getAsBoolean()) {
        Optional<GenerationStream.Event> event = stream.next(POLL_INTERVAL);
        if (event.isEmpty()) {
          if (System.nanoTime() - heard > stallTimeout.toNanos()) {
            return Optional.of(stalled());
          }
          continue;
        }
        if (event.get() instanceof GenerationStream.Message message) {
          take(message.response(), asked, left, consumer);
          heard = System.nanoTime();
        } else {
          return failure(event.get(), asked, left);
        }
      }
      return Optional.empty();
    }
  }

  /** The next call goes to another node, where there is one. */
  private GenerationFailure stalled() {
    return GenerationFailure.of(
        Status.UNAVAILABLE
            .withDescription("a node has said nothing for " + stallTimeout)
            .asRuntimeException());
  }

  private static void take(
      DrawResponse response, List<Integer> asked, Set<Integer> left, ImageConsumer consumer) {
    if (response.hasPicture()) {
      int row = asked.get(response.getPicture().getRow());
      consumer.accept(row, response.getPicture());
      left.remove(row);
    }
  }

  /** Why the stream has ended, unless everything asked for has come. */
  private static Optional<GenerationFailure> failure(
      GenerationStream.Event end, List<Integer> asked, Set<Integer> left) {
    if (end instanceof GenerationStream.Failure failure) {
      return Optional.of(GenerationFailure.of(failure.cause()));
    }
    long missing = asked.stream().filter(left::contains).count();
    if (missing == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new GenerationFailure(
            new ServiceException(
                ErrorReason.ERROR_REASON_INTERNAL,
                "Inference ended a call without %d of its pictures".formatted(missing)),
            Optional.empty()));
  }

  private static void pause(
      GenerationFailure failure, RetryState<GenerationFailure> state, BooleanSupplier goOn)
      throws InterruptedException {
    Duration delay = state.failed(failure).orElseThrow(failure::failure);
    LOG.infof("Drawing goes on in %s: %s", delay, failure.failure().reason());
    long end = System.nanoTime() + delay.toNanos();
    while (goOn.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
  }
}
