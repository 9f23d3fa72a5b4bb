package zoodip.platform.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

class DefaultGenerationTest {
  private static final Model PLAIN = Model.newBuilder().setResolution(512).build();

  @Test
  void takesTheRequestBeforeTheModelBeforeTheProtocol() {
    Model model =
        Model.newBuilder()
            .setResolution(64)
            .setGenerationSettings(
                GenerationSettings.newBuilder().setScheduler("ddim").setSteps(30).setWidth(80))
            .build();
    GenerationSettings wanted = GenerationSettings.newBuilder().setSteps(4).setHeight(32).build();
    GenerationSettings expected =
        GenerationSettings.newBuilder()
            .setScheduler("ddim")
            .setSteps(4)
            .setGuidanceScale(7.5)
            .setWidth(80)
            .setHeight(32)
            .build();
    assertEquals(expected, DefaultGeneration.complete(wanted, model));
    assertEquals(expected, DefaultGeneration.completeButScheduler(wanted, model));
  }

  @Test
  void leavesTheSchedulerToAModelThatNamesNone() {
    GenerationSettings settings =
        DefaultGeneration.completeButScheduler(GenerationSettings.getDefaultInstance(), PLAIN);
    assertEquals("", settings.getScheduler());
    assertEquals(50, settings.getSteps());
    assertEquals(512, settings.getWidth());
    assertEquals(512, settings.getHeight());
  }

  @Test
  void takesTheProtocolsSchedulerWhereAllIsToBeSet() {
    assertEquals("ddim", DefaultGeneration.of(PLAIN).getScheduler());
  }
}
