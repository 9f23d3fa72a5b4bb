package zoodip.evaluator.report;

import java.util.ArrayList;
import java.util.List;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.scoring.Scoring;
import zoodip.pictures.BarChart;
import zoodip.pictures.Picture;
import zoodip.v1.Scores;

/** The scores of an evaluation as bars: over all prompts, then of each. */
public final class ScoreChart {
  private static final List<String> SERIES = List.of("CLIP-I", "CLIP-T", "DINO");
  private static final int WIDTH = 960;

  private ScoreChart() {}

  /** The chart of an evaluation that is done. */
  public static Picture draw(String title, EvaluationPlan plan, Scoring scoring) {
    List<BarChart.Group> groups = new ArrayList<>();
    groups.add(group("all prompts", scoring.scores()));
    for (int prompt = 0; prompt < plan.prompts().size(); prompt++) {
      groups.add(group(plan.prompts().get(prompt).drawn(), scoring.scores(prompt)));
    }
    return new BarChart(title, SERIES, groups).draw(WIDTH);
  }

  private static BarChart.Group group(String label, Scores scores) {
    return new BarChart.Group(
        label, List.of(scores.getClipI(), scores.getClipT(), scores.getDino()));
  }
}
