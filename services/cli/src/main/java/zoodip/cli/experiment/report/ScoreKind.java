package zoodip.cli.experiment.report;

import java.util.Locale;
import java.util.OptionalDouble;
import zoodip.v1.Scores;

/** The scores of an evaluation. */
enum ScoreKind {
  CLIP_I("CLIP-I"),
  CLIP_T("CLIP-T"),
  DINO("DINO"),
  DINO_INTER("DINO_inter");

  private final String label;

  ScoreKind(String label) {
    this.label = label;
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For tables: {@code clip_i}. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty if it was not measured. */
  OptionalDouble of(Scores scores) {
    return switch (this) {
      case CLIP_I -> OptionalDouble.of(scores.getClipI());
      case CLIP_T -> OptionalDouble.of(scores.getClipT());
      case DINO -> OptionalDouble.of(scores.getDino());
      case DINO_INTER ->
          scores.hasDinoInter() ? OptionalDouble.of(scores.getDinoInter()) : OptionalDouble.empty();
    };
  }
}
