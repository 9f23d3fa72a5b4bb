package zoodip.evaluator;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import zoodip.evaluator.config.EvaluatorConfig;

/** Settings of an evaluator as its configuration reads them. */
public final class EvaluatorSettings {
  private EvaluatorSettings() {}

  /** What is not named has its default. */
  public static EvaluatorConfig of(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(EvaluatorConfig.class)
        .withDefaultValues(settings)
        .withDefaultValue("HOSTNAME", "test")
        .addDefaultInterceptors()
        .build()
        .getConfigMapping(EvaluatorConfig.class);
  }
}
