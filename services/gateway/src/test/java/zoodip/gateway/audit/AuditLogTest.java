package zoodip.gateway.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.AuditRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/** What becomes of calls while no broker answers. */
class AuditLogTest {
  private static final AuditRecord.Builder CALL =
      AuditRecord.newBuilder().setMethod("zoodip.v1.Subjects/CreateSubject");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AuditLog log = log();

  private AuditLog log() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(GatewayConfig.class)
            .withMapping(KafkaConfig.class)
            .withDefaultValue("user.home", System.getProperty("user.home"))
            .withDefaultValue("user.name", "tests")
            .withDefaultValue("java.io.tmpdir", System.getProperty("java.io.tmpdir"))
            .withDefaultValue("gateway.calls.apply-timeout", "PT1S")
            .build();
    KafkaClients kafka =
        new KafkaClients(
            Map.of("bootstrap.servers", "127.0.0.1:1"), config.getConfigMapping(KafkaConfig.class));
    return new AuditLog(
        kafka, new AuditMetrics(registry), config.getConfigMapping(GatewayConfig.class));
  }

  @AfterEach
  void stop() {
    log.stop(new ShutdownEvent());
  }

  @Test
  void callsThatEndTogetherWaitForADeadBrokerTogether() throws Exception {
    List<CompletableFuture<Void>> kept =
        Stream.generate(() -> log.keep(CALL.clone().setCaller("tenants/a/apiKeys/k").build()))
            .limit(20)
            .toList();

    // one after the other they would take 20 seconds
    CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    assertEquals(20, dropped("kafka"));
  }

  @Test
  void whoeverIsNotKnownFillsNoLogWhateverTheirCallsEndWith() {
    AuditRecord unavailable = CALL.clone().setCode(Status.Code.UNAVAILABLE.value()).build();
    for (AuditRecord call : Collections.nCopies(100, unavailable)) {
      var unused = log.keep(call);
    }
    // ten a second
    assertTrue(dropped("strangers") >= 50, () -> "dropped " + dropped("strangers"));
  }

  private double dropped(String cause) {
    return registry.get("zoodip.audit.dropped").tag("cause", cause).counter().count();
  }
}
