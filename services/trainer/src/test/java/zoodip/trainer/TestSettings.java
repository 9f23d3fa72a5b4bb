package zoodip.trainer;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.training.BatchSharing;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.platform.work.WorkConfig;
import zoodip.trainer.spot.SpotNotice;

/** Settings of a trainer under test: the application's own, except that everything is quick. */
record TestSettings(String name, Duration flushInterval) implements TrainerConfig {
  private static final SmallRyeConfig DEFAULTS = builder().build();

  static final KafkaConfig KAFKA = DEFAULTS.getConfigMapping(KafkaConfig.class);
  static final WorkConfig WORK = DEFAULTS.getConfigMapping(WorkConfig.class);

  /** The same with gateways at this target. */
  static WorkConfig work(String gateway) {
    return builder()
        .withDefaultValue("work.gateway.target", gateway)
        .build()
        .getConfigMapping(WorkConfig.class);
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withMapping(KafkaConfig.class)
        .withMapping(WorkConfig.class)
        .withDefaultValues(Map.of("work.lock", "PT5S", "work.first-pause", "PT0.1S"));
  }

  TestSettings(String name) {
    this(name, Duration.ofMillis(300));
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public BatchSharing batching() {
    return BatchSharing.STRICT;
  }

  @Override
  public int openModels() {
    return 1;
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public Compute compute() {
    return Compute.FP32;
  }

  @Override
  public Optional<String> podName() {
    return Optional.empty();
  }

  @Override
  public Optional<String> podNamespace() {
    return Optional.empty();
  }

  @Override
  public SpotNotice spotNotice() {
    return SpotNotice.NONE;
  }

  @Override
  public URI spotNoticeUrl() {
    return URI.create("http://127.0.0.1:1");
  }

  @Override
  public Duration spotNoticeInterval() {
    return Duration.ofMillis(20);
  }
}
