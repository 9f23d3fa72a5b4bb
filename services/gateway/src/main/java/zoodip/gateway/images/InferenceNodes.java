package zoodip.gateway.images;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.inference.v1.GetLoadRequest;
import zoodip.inference.v1.GetLoadResponse;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.inference.v1.ModelLoad;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.nodes.NodeChannels;
import zoodip.v1.ErrorReason;

/**
 * Each node of inference by itself, where {@link InferenceChannel} takes any: all addresses behind
 * {@code gateway.inference.target} are asked for what they have to do.
 */
@ApplicationScoped
public class InferenceNodes {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MAX_BYTES = 1 << 20;

  private final NodeChannels nodeChannels;
  private final NodeAddresses addresses;
  private final Duration keepAlive;
  private final Map<String, ManagedChannel> channels = new HashMap<>();
  private List<ModelLoad> latest = List.of();
  private long freshUntil = System.nanoTime();

  @Inject
  public InferenceNodes(GatewayConfig config, NodeChannels nodeChannels) {
    this.nodeChannels = nodeChannels;
    addresses = NodeAddresses.of(config.inference().target());
    keepAlive = config.inference().keepAlive();
  }

  /**
   * What all nodes have to do, a second old at most. A node that cannot be reached is none.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if a node is there and does not tell
   */
  public synchronized List<ModelLoad> loads() {
    if (System.nanoTime() - freshUntil >= 0) {
      latest = ask();
      freshUntil = System.nanoTime() + FRESH.toNanos();
    }
    return latest;
  }

  @PreDestroy
  synchronized void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }

  private List<ModelLoad> ask() {
    Map<String, ListenableFuture<GetLoadResponse>> answers = new LinkedHashMap<>();
    follow(addresses.now());
    channels.forEach(
        (node, channel) -> {
          channel.resetConnectBackoff();
          answers.put(
              node,
              InferenceGrpc.newFutureStub(channel)
                  .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                  .getLoad(GetLoadRequest.getDefaultInstance()));
        });
    List<ModelLoad> loads = new ArrayList<>();
    answers.forEach((node, answer) -> loads.addAll(loads(node, answer)));
    return List.copyOf(loads);
  }

  private void follow(Set<String> nodes) {
    channels
        .entrySet()
        .removeIf(
            channel -> {
              boolean gone = !nodes.contains(channel.getKey());
              if (gone) {
                channel.getValue().shutdownNow();
              }
              return gone;
            });
    nodes.forEach(
        node ->
            channels.computeIfAbsent(
                node,
                address ->
                    nodeChannels.openOne(address, addresses.authority(), keepAlive, MAX_BYTES)));
  }

  private static List<ModelLoad> loads(String node, ListenableFuture<GetLoadResponse> answer) {
    try {
      return answer.get().getModelsList();
    } catch (ExecutionException e) {
      if (Status.fromThrowable(e).getCode() == Status.Code.UNAVAILABLE) {
        return List.of();
      }
      throw untold(node, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw untold(node, e);
    }
  }

  private static ServiceException untold(String node, Exception cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        "The node of inference at %s does not tell what it has to do (%s); a node of an earlier version cannot"
            .formatted(node, Status.fromThrowable(cause).getCode()),
        cause);
  }
}
