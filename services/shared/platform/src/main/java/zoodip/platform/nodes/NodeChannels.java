package zoodip.platform.nodes;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
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
import zoodip.platform.tls.ServiceCertificates;
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
  private final ChannelCredentials credentials;

  @Inject
  public NodeChannels(AccessConfig access, ServiceCertificates certificates) {
    this(access.serviceKey(), certificates.ofChannels());
  }

  private NodeChannels(Optional<String> key, ChannelCredentials credentials) {
    this.credentials = credentials;
    key.ifPresent(shown -> headers.put(AUTHORIZATION, "Bearer " + shown));
  }

  /** For services that ask nobody who they are, and encrypt nothing. */
  public static NodeChannels withoutKey() {
    return new NodeChannels(Optional.empty(), InsecureChannelCredentials.create());
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
    return builder(target, keepAlive, maxMessageBytes).build();
  }

  /**
   * Likewise to one of several nodes.
   *
   * @param address ip:port
   * @param name that all of them have, and their certificates are for
   */
  public ManagedChannel openOne(
      String address, String name, Duration keepAlive, int maxMessageBytes) {
    return builder(address, keepAlive, maxMessageBytes).overrideAuthority(name).build();
  }

  private ManagedChannelBuilder<?> builder(String target, Duration keepAlive, int maxMessageBytes) {
    return Grpc.newChannelBuilder(target, credentials)
        .defaultLoadBalancingPolicy("round_robin")
        .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveWithoutCalls(true)
        .maxInboundMessageSize(maxMessageBytes)
        // the last is the outermost: histograms name the call's trace
        .intercept(
            MetadataUtils.newAttachHeadersInterceptor(headers),
            new MetricCollectingClientInterceptor(Metrics.globalRegistry),
            RpcTracing.ofChannel());
  }
}
