package zoodip.cli.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports of results that were made up, compared with files that people have looked at. */
class ReportFilesTest {
  @Test
  void theTablesAndTheTextAreAsTheyWere() throws IOException {
    Map<String, ByteString> files = ReportFiles.of(MadeUpResults.results(true));
    for (String golden : List.of("cells.csv", "class-words.csv", "summary.csv", "REPORT.md")) {
      assertEquals(MadeUpResults.file(golden), files.get(golden).toStringUtf8(), golden);
    }
    assertEquals(
        List.of(
            "cells.csv",
            "class-words.csv",
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
    VariantSummary summary = VariantSummary.of(MadeUpResults.results(false)).get(1);
    ConfidenceInterval score = summary.scores().get(ScoreKind.DINO);
    ConfidenceInterval difference = summary.differences().get(ScoreKind.DINO);
    assertEquals(0.02, difference.mean(), 1e-9);
    assertTrue(difference.high() - difference.low() < 1e-9);
    assertTrue(score.high() - score.low() > 0.1);
    assertTrue(difference.excludesZero());
  }

  @Test
  void aPairNeedsBothOfItsTrainings() {
    ExperimentResults all = MadeUpResults.results(false);
    List<CellResult> some =
        all.cells().stream()
            .filter(
                cell ->
                    !cell.variant().equals(MadeUpResults.PUBLISHED)
                        || cell.subject().equals("mug-01"))
            .toList();
    ExperimentResults results =
        new ExperimentResults(all.plan(), some, Map.of(), Map.of(), List.of(), Map.of());
    VariantSummary summary = VariantSummary.of(results).get(1);
    assertEquals(6, summary.cells().size());
    assertEquals(0.02, summary.differences().get(ScoreKind.DINO).mean(), 1e-9);
    List<CellResult> none =
        all.cells().stream()
            .filter(cell -> !cell.variant().equals(MadeUpResults.PUBLISHED))
            .toList();
    VariantSummary alone =
        VariantSummary.of(
                new ExperimentResults(all.plan(), none, Map.of(), Map.of(), List.of(), Map.of()))
            .get(0);
    assertEquals(Map.of(), alone.differences());
  }

  @Test
  void theBaselineHasNoDifferences() {
    VariantSummary baseline = VariantSummary.of(MadeUpResults.results(true)).get(0);
    assertEquals("published", baseline.variant().name());
    assertEquals(Map.of(), baseline.differences());
    assertFalse(baseline.scores().isEmpty());
  }
}
