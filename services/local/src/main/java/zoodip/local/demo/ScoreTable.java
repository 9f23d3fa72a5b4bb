package zoodip.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import zoodip.v1.Scores;

/** Scores of concepts beside those of their class words, as lines of a table. */
final class ScoreTable {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-12s %17s %17s %17s %7s",
          "class>concept",
          "CLIP-I",
          "CLIP-T",
          "DINO",
          "it/s");

  private final List<SubjectScores> all = new ArrayList<>();

  /** The scores of one subject. */
  record SubjectScores(String subject, Scores classWord, Scores concept, double stepsPerSecond) {
    double gain(ToDoubleFunction<Scores> metric) {
      return metric.applyAsDouble(concept) - metric.applyAsDouble(classWord);
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%-12s %8.3f %8.3f %8.3f %8.3f %8.3f %8.3f %7.1f",
          subject,
          classWord.getClipI(),
          concept.getClipI(),
          classWord.getClipT(),
          concept.getClipT(),
          classWord.getDino(),
          concept.getDino(),
          stepsPerSecond);
    }
  }

  /** Counts a subject and gives its line. */
  String add(SubjectScores scores) {
    all.add(scores);
    return scores.line();
  }

  double mean(ToDoubleFunction<Scores> metric) {
    return all.stream().mapToDouble(scores -> scores.gain(metric)).average().orElse(0);
  }

  /** Mean gains, and the subject that gained least by CLIP-I. */
  List<String> summary() {
    double least =
        all.stream().mapToDouble(scores -> scores.gain(Scores::getClipI)).min().orElse(0);
    return List.of(
        String.format(
            Locale.ROOT,
            "%-12s %+17.3f %+17.3f %+17.3f",
            "mean gain",
            mean(Scores::getClipI),
            mean(Scores::getClipT),
            mean(Scores::getDino)),
        String.format(Locale.ROOT, "%-12s %+17.3f", "least", least));
  }
}
