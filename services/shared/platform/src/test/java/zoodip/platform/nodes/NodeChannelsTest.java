package zoodip.platform.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zoodip.platform.access.AccessConfig;
import zoodip.platform.tls.ServiceCertificates;
import zoodip.platform.tls.TlsConfig;

class NodeChannelsTest {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private Server server;

  @BeforeEach
  void serve() throws Exception {
    server =
        ServerBuilder.forPort(0)
            .addService(new HealthGrpc.HealthImplBase() {})
            .intercept(new Shown())
            .build()
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdownNow().awaitTermination();
  }

  @Test
  void everyCallShowsTheServicesKey() {
    call(channels(Map.of("access.service-key", "the-key")));

    assertEquals(List.of("Bearer the-key"), shown);
  }

  @Test
  void aServiceWithoutAKeyShowsNone() {
    call(channels(Map.of()));

    assertEquals(List.of("null"), shown);
  }

  private void call(NodeChannels channels) {
    ManagedChannel channel =
        channels.open("localhost:" + server.getPort(), Duration.ofSeconds(20), 1 << 20);
    try {
      var health = HealthGrpc.newBlockingStub(channel);
      assertThrows(
          StatusRuntimeException.class,
          () -> health.check(HealthCheckRequest.getDefaultInstance()));
    } finally {
      channel.shutdownNow();
    }
  }

  private static NodeChannels channels(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(AccessConfig.class)
            .withMapping(TlsConfig.class)
            .withDefaultValues(settings)
            .build();
    return new NodeChannels(
        config.getConfigMapping(AccessConfig.class),
        new ServiceCertificates(
            config.getConfigMapping(TlsConfig.class), new SimpleMeterRegistry()));
  }

  private final class Shown implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      shown.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
