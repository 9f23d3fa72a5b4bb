package zoodip.cli.experiment.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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

  /**
   * The scores of a row, as {@link #column} names them.
   *
   * @throws zoodip.cli.errors.UsageException if one is no number, or lacks but for DINO_inter
   */
  static Scores read(CsvRow row, String prefix) {
    Scores.Builder scores =
        Scores.newBuilder()
            .setClipI(row.number(prefix + CLIP_I.column()))
            .setClipT(row.number(prefix + CLIP_T.column()))
            .setDino(row.number(prefix + DINO.column()));
    row.optionalNumber(prefix + DINO_INTER.column()).ifPresent(scores::setDinoInter);
    return scores.build();
  }

  /** Those that were measured, by their columns, as tables show them. */
  static Map<String, String> columns(Scores scores) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (ScoreKind kind : values()) {
      kind.of(scores)
          .ifPresent(
              score -> columns.put(kind.column(), String.format(Locale.ROOT, "%.6f", score)));
    }
    return columns;
  }
}
