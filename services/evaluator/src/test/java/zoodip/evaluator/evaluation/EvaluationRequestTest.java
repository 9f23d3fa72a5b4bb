package zoodip.evaluator.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.events.v1.EvaluationSpec;
import zoodip.inference.v1.DrawRequest;
import zoodip.platform.names.ResourceName;
import zoodip.v1.EvaluationSettings;

class EvaluationRequestTest {
  private static DrawRequest request(boolean tellsPrompts) {
    EvaluationSpec spec =
        EvaluationSpec.newBuilder()
            .setClassWord("mug")
            .setModel("models/toybox")
            .setSettings(
                EvaluationSettings.newBuilder()
                    .setImagesPerPrompt(2)
                    .setSeed(7)
                    .addPrompts("a {0} {1} at night"))
            .build();
    ResourceName job = ResourceName.parse("tenants/t/evaluations/e");
    return EvaluationRequest.of(job, spec, EvaluationPlan.of(spec), tellsPrompts);
  }

  @Test
  void asksForEveryImageAsTheModelMakesIt() {
    DrawRequest request = request(true);
    assertEquals("tenants/t", request.getTenant());
    assertEquals("models/toybox", request.getModel());
    assertEquals(2, request.getRowsCount());
    assertEquals("a mug at night", request.getRows(1).getPrompt());
    assertEquals(8, request.getRows(1).getSeed());
    assertTrue(request.getUnmarkedPixels());
  }

  @Test
  void promptsThatMayNotBeToldStayOutOfFiles() {
    assertFalse(request(true).getOmitPrompts());
    assertTrue(request(false).getOmitPrompts());
  }
}
