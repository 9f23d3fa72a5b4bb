package zoodip.evaluator.evaluation;

import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.events.v1.EvaluationSpec;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawRow;
import zoodip.platform.names.ResourceName;

/** What inference is asked for: all images of an evaluation, as the model makes them. */
final class EvaluationRequest {
  private EvaluationRequest() {}

  /**
   * The request for a plan's images, a row for each in the plan's order.
   *
   * @param tellsPrompts whether the images' files may tell their prompts
   */
  static DrawRequest of(
      ResourceName job, EvaluationSpec spec, EvaluationPlan plan, boolean tellsPrompts) {
    DrawRequest.Builder request =
        DrawRequest.newBuilder()
            .setTenant(job.parent())
            .setModel(spec.getModel())
            .setUnmarkedPixels(true)
            .setOmitPrompts(!tellsPrompts)
            .setSettings(spec.getSettings().getGeneration());
    for (EvaluationImage image : plan.images()) {
      request.addRows(
          DrawRow.newBuilder()
              .setPrompt(plan.prompts().get(image.prompt()).generated())
              .setSeed(image.seed()));
    }
    return request.build();
  }
}
