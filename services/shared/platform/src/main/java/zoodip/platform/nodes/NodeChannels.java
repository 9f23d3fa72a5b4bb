package zoodip.platform.nodes;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import zoodip.platform.access.AccessConfig;
import zoodip.platform.tracing.RpcTracing;

/**
 * Makes the connections from one service to the nodes of another. Calls go to all nodes in turn; a
 * node that vanished without a word is noticed within half a minute, and its calls fail then. Calls
 * show the service's key, if it has one, are traced, and counted in Micrometer's global registry.
 */
@ApplicationScoped
public class NodeChannels {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Metadata headers = new Metadata();

  @Inject
  public NodeChannels(AccessConfig access) {
    this(access.serviceKey());
  }

  private NodeChannels(Optional<String> key) {
    key.ifPresent(shown -> headers.put(AUTHORIZATION, "Bearer " + shown));
  }

  /** For services that ask nobody who they are. */
  public static NodeChannels withoutKey() {
    return new NodeChannels(Optional.empty());
  }

  /**
   * A channel that connects when it is first used.
   *
   * @param target host:port, or dns:///name:port of several nodes
   * @param keepAlive silence after which a node is asked whether it is there; gRPC takes less than
   *     ten seconds for ten
   * @param maxMessageBytes of the largest answer that is taken
   */
  public ManagedChannel open(String target, Duration keepAlive, int maxMessageBytes) {
    return Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
        .defaultLoadBalancingPolicy("round_robin")
        .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveWithoutCalls(true)
        .maxInboundMessageSize(maxMessageBytes)
        .intercept(
            MetadataUtils.newAttachHeadersInterceptor(headers),
            RpcTracing.ofChannel(),
            new MetricCollectingClientInterceptor(Metrics.globalRegistry))
        .build();
  }
}
