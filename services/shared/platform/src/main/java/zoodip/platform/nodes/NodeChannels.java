package zoodip.platform.nodes;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import zoodip.platform.tracing.RpcTracing;

/**
 * Makes the connections from one service to the nodes of another. Calls go to all nodes in turn; a
 * node that vanished without a word is noticed within half a minute, and its calls fail then. Calls
 * are traced, and counted in Micrometer's global registry.
 */
public final class NodeChannels {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private NodeChannels() {}

  /**
   * A channel that connects when it is first used.
   *
   * @param target host:port, or dns:///name:port of several nodes
   * @param keepAlive silence after which a node is asked whether it is there; gRPC takes less than
   *     ten seconds for ten
   * @param maxMessageBytes of the largest answer that is taken
   */
  public static ManagedChannel open(String target, Duration keepAlive, int maxMessageBytes) {
    return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
        .defaultLoadBalancingPolicy("round_robin")
        .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveWithoutCalls(true)
        .maxInboundMessageSize(maxMessageBytes)
        // the last is the outermost: histograms name the call's trace
        .intercept(
            new MetricCollectingClientInterceptor(Metrics.globalRegistry), RpcTracing.ofChannel())
        .build();
  }
}
