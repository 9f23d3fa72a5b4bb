package zoodip.gateway.images;

import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.nodes.NodeChannels;
import zoodip.v1.ErrorReason;

/** The connection to the nodes that generate images; connected when first used. */
@ApplicationScoped
public class InferenceChannel {
  private static final long RETRY_MILLIS = 100;

  private final ManagedChannel channel;
  private final InferenceGrpc.InferenceStub stub;
  private final Duration connectTimeout;

  @Inject
  public InferenceChannel(GatewayConfig config, NodeChannels channels) {
    channel =
        channels.open(
            config.inference().target(),
            config.inference().keepAlive(),
            config.inference().maxImageBytes());
    stub = InferenceGrpc.newStub(channel);
    connectTimeout = config.inference().connectTimeout();
  }

  /** Whether there is a node that calls can go to at once. */
  boolean isConnected() {
    return channel.getState(true) == ConnectivityState.READY;
  }

  /**
   * A connected stub, whose calls end when the call that is being answered must. A node that was
   * away is looked for at once, not after the pause that a channel makes by itself.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if no node can be reached in time
   */
  InferenceGrpc.InferenceStub connected() {
    Deadline connectDeadline = Deadline.after(connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
    ConnectivityState state = channel.getState(true);
    while (state != ConnectivityState.READY) {
      if (connectDeadline.isExpired()) {
        throw new ServiceException(
            ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
            "The service that draws cannot be reached; try again a little later");
      }
      awaitChange(state);
      channel.resetConnectBackoff();
      state = channel.getState(true);
    }
    Deadline deadline = Context.current().getDeadline();
    return deadline == null ? stub : stub.withDeadline(deadline);
  }

  @PreDestroy
  void close() {
    channel.shutdownNow();
  }

  private void awaitChange(ConnectivityState state) {
    CountDownLatch changed = new CountDownLatch(1);
    channel.notifyWhenStateChanged(state, changed::countDown);
    try {
      // the outcome does not matter: the caller looks at the state again
      boolean unused = changed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, "The gateway is stopping; try again", e);
    }
  }
}
