package zoodip.cli.experiment.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.platform.digest.Sha256;
import zoodip.v1.EvaluationSettings;

/**
 * What has to be alike for scores to be comparable; empty where it is not known.
 *
 * @param model its id
 * @param photos the subject's id, which follows from its photos and what is said of them
 * @param scoring the first digits of a digest of prompts, numbers of images and how they are drawn
 */
public record Conditions(String model, String photos, String scoring) {
  private static final int DIGITS = 12;

  private static final String MODEL = "model";
  private static final String PHOTOS = "photos";
  private static final String SCORING = "scoring";

  /** Of tables. */
  static final List<String> COLUMNS = List.of(MODEL, PHOTOS, SCORING);

  /** Those of a subject of a plan. */
  public static Conditions of(String model, String photos, EvaluationSettings scoring) {
    return new Conditions(model, photos, Sha256.of(scoring.toByteArray()).substring(0, DIGITS));
  }

  /** Those of a row; of an older table, unknown ones. */
  static Conditions read(CsvRow row) {
    return new Conditions(row.text(MODEL), row.text(PHOTOS), row.text(SCORING));
  }

  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(MODEL, model);
    columns.put(PHOTOS, photos);
    columns.put(SCORING, scoring);
    return columns;
  }

  /** The first thing that both know and that is not alike, in words. */
  Optional<String> difference(Conditions planned) {
    Map<String, String> others = planned.columns();
    return columns().entrySet().stream()
        .filter(each -> !each.getValue().isEmpty() && !others.get(each.getKey()).isEmpty())
        .filter(each -> !each.getValue().equals(others.get(each.getKey())))
        .map(
            each ->
                "was measured with the %s %s, and the plan has %s"
                    .formatted(each.getKey(), each.getValue(), others.get(each.getKey())))
        .findFirst();
  }
}
