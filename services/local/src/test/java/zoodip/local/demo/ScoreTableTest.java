package zoodip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.v1.Scores;

class ScoreTableTest {
  @Test
  void theMeanIsTakenOverSubjectsAndTheLeastGainIsNamed() {
    ScoreTable table = new ScoreTable();
    table.add(
        new ScoreTable.SubjectScores("mug", scores(0.4, 0.6, 0.0), scores(0.6, 0.61, 0.5), 30));
    table.add(
        new ScoreTable.SubjectScores("ball", scores(0.3, 0.6, 0.1), scores(0.25, 0.57, 0.2), 30));

    List<String> summary = table.summary();

    assertEquals(0.075, table.mean(Scores::getClipI), 1e-12);
    assertTrue(summary.get(0).contains("+0.075") && summary.get(0).contains("-0.010"));
    assertTrue(summary.get(0).contains("+0.300"), summary.get(0));
    assertTrue(summary.get(1).contains("-0.050"), summary.get(1));
  }

  @Test
  void aLineHasTheScoresOfBoth() {
    String line =
        new ScoreTable()
            .add(
                new ScoreTable.SubjectScores(
                    "mug", scores(0.4, 0.6, 0.01), scores(0.6, 0.61, 0.5), 29.96));

    assertTrue(line.matches("mug +0.400 +0.600 +0.600 +0.610 +0.010 +0.500 +30.0"), line);
  }

  private static Scores scores(double clipI, double clipT, double dino) {
    return Scores.newBuilder().setClipI(clipI).setClipT(clipT).setDino(dino).build();
  }
}
