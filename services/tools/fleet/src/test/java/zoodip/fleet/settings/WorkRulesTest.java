package zoodip.fleet.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import zoodip.platform.work.WorkConfig;

class WorkRulesTest {
  @Test
  void slotsHaveTheirOwnDefaults() throws Exception {
    assertEquals(
        new WorkRules(
            Duration.parse(preset("lock")),
            Integer.parseInt(preset("deliveries")),
            Duration.parse(preset("shardPatience"))),
        WorkRules.DEFAULT);
  }

  private static String preset(String setting) throws Exception {
    return WorkConfig.class.getMethod(setting).getAnnotation(WithDefault.class).value();
  }
}
