package zoodip.cli.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.experiment.plan.PlannedSubjects;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.Precision;
import zoodip.v1.Scores;
import zoodip.v1.TrainingJob;

/** Reports of results that were made up, compared with files that people have looked at. */
class ReportFilesTest {
  private static final List<String> SUBJECTS = List.of("mug-01", "cat-07", "car-03");
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final MethodVariant PUBLISHED =
      variant("published", Map.of(), "method", "zoodip", "estimator", "rge", "directions", "4");
  private static final List<MethodVariant> FAST = List.of(fast("2"), fast("4"), fast("8"));

  @Test
  void theTablesAndTheTextAreAsTheyWere() throws IOException {
    Map<String, ByteString> files = ReportFiles.of(results(true));
    for (String golden : List.of("cells.csv", "summary.csv", "REPORT.md")) {
      assertEquals(golden(golden), files.get(golden).toStringUtf8(), golden);
    }
    assertEquals(
        List.of(
            "cells.csv",
            "summary.csv",
            "scores.png",
            "rows-clip_i.png",
            "rows-clip_t.png",
            "rows-dino.png",
            "sweep-fast.png",
            "REPORT.md"),
        List.copyOf(files.keySet()));
  }

  @Test
  void differencesAreOfPairs() {
    // all of a subject's scores move together: means are far apart, differences are not
    VariantSummary summary = VariantSummary.of(results(false)).get(1);
    ConfidenceInterval score = summary.scores().get(ScoreKind.DINO);
    ConfidenceInterval difference = summary.differences().get(ScoreKind.DINO);
    assertEquals(0.02, difference.mean(), 1e-9);
    assertTrue(difference.high() - difference.low() < 1e-9);
    assertTrue(score.high() - score.low() > 0.1);
    assertTrue(difference.excludesZero());
  }

  @Test
  void aPairNeedsBothOfItsTrainings() {
    ExperimentResults all = results(false);
    List<CellResult> some =
        all.cells().stream()
            .filter(cell -> !cell.variant().equals(PUBLISHED) || cell.subject().equals("mug-01"))
            .toList();
    ExperimentResults results =
        new ExperimentResults(all.plan(), some, Map.of(), List.of(), Map.of());
    VariantSummary summary = VariantSummary.of(results).get(1);
    assertEquals(6, summary.cells().size());
    assertEquals(0.02, summary.differences().get(ScoreKind.DINO).mean(), 1e-9);
    List<CellResult> none =
        all.cells().stream().filter(cell -> !cell.variant().equals(PUBLISHED)).toList();
    VariantSummary alone =
        VariantSummary.of(new ExperimentResults(all.plan(), none, Map.of(), List.of(), Map.of()))
            .get(0);
    assertEquals(Map.of(), alone.differences());
  }

  @Test
  void theBaselineHasNoDifferences() {
    VariantSummary baseline = VariantSummary.of(results(true)).get(0);
    assertEquals("published", baseline.variant().name());
    assertEquals(Map.of(), baseline.differences());
    assertFalse(baseline.scores().isEmpty());
  }

  private static ExperimentResults results(boolean uneven) {
    List<MethodVariant> variants = new ArrayList<>(List.of(PUBLISHED));
    variants.addAll(FAST);
    List<CellResult> cells = new ArrayList<>();
    for (long seed : SEEDS) {
      for (String subject : SUBJECTS) {
        for (MethodVariant variant : variants) {
          cells.add(cell(subject, variant, seed, uneven ? variants.indexOf(variant) : 1));
        }
      }
    }
    List<String> missing = new ArrayList<>();
    if (uneven) {
      cells.remove(cells.size() - 1);
      missing.add("fast directions=8, car-03, seed 2: failed, the photos are gone");
    }
    Map<String, Scores> classWords = new LinkedHashMap<>();
    SUBJECTS.forEach(subject -> classWords.put(subject, scores(base(subject) - 0.1, false)));
    return new ExperimentResults(
        new ExperimentPlan(
            "made-up",
            "Numbers that were made up.",
            Optional.of("toybox"),
            new PlannedSubjects.Toys(SUBJECTS),
            EvaluationSettings.getDefaultInstance(),
            SEEDS,
            Optional.of("published"),
            variants,
            OptionalInt.empty(),
            8),
        cells,
        classWords,
        missing,
        Map.of("server", "localhost:9001"));
  }

  private static CellResult cell(String subject, MethodVariant variant, long seed, int step) {
    boolean published = variant.equals(PUBLISHED);
    double score = base(subject) + (published ? 0 : 0.02 * step) + 0.005 * seed;
    return new CellResult(
        subject,
        variant,
        seed,
        TrainingJob.newBuilder()
            .setSettings(SettingOverrides.of(variant.settings()).toBuilder().setSteps(100))
            .setStartTime(Timestamps.fromMillis(1_000))
            .setEndTime(Timestamps.fromMillis(published ? 9_500 : 5_250))
            .build(),
        scores(score, published));
  }

  private static double base(String subject) {
    return 0.5 + 0.1 * SUBJECTS.indexOf(subject);
  }

  private static Scores scores(double score, boolean diversity) {
    Scores.Builder scores = Scores.newBuilder().setClipI(score + 0.2).setClipT(0.25).setDino(score);
    return diversity ? scores.setDinoInter(0.9).build() : scores.build();
  }

  private static MethodVariant fast(String directions) {
    return variant(
        "fast",
        Map.of("directions", directions),
        "method",
        "sensitivity_directions",
        "directions",
        directions);
  }

  private static MethodVariant variant(
      String method, Map<String, String> swept, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    String name = method + (swept.isEmpty() ? "" : " directions=" + swept.get("directions"));
    return new MethodVariant(method, name, "", Precision.PRECISION_UNSPECIFIED, all, swept);
  }

  private static String golden(String file) throws IOException {
    return Resources.toString(
        Resources.getResource(ReportFilesTest.class, file), StandardCharsets.UTF_8);
  }
}
