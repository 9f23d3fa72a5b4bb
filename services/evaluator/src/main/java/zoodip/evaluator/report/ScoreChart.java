package zoodip.evaluator.report;

import java.util.ArrayList;
import java.util.List;
import zoodip.evaluator.scoring.Scoring;
import zoodip.images.RgbImage;
import zoodip.images.figures.BarChart;
import zoodip.v1.Scores;

/** The scores of an evaluation as bars: over all prompts, then of each, of many only the first. */
public final class ScoreChart {
  private static final List<String> SERIES = List.of("CLIP-I", "CLIP-T", "DINO");
  private static final int WIDTH = 960;
  private static final int MOST_PROMPTS = 100;

  private ScoreChart() {}

  /** The chart of an evaluation that is done. */
  public static RgbImage draw(String title, PromptLabels labels, Scoring scoring) {
    List<BarChart.Group> groups = new ArrayList<>();
    groups.add(group("all prompts", scoring.scores()));
    int shown = Math.min(MOST_PROMPTS, labels.count());
    for (int prompt = 0; prompt < shown; prompt++) {
      groups.add(group(labels.prompt(prompt), scoring.scores(prompt)));
    }
    return new BarChart(labels.title(title, shown), SERIES, groups).draw(WIDTH);
  }

  private static BarChart.Group group(String label, Scores scores) {
    return new BarChart.Group(
        label, List.of(scores.getClipI(), scores.getClipT(), scores.getDino()));
  }
}
