package zoodip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import zoodip.client.TrainingRun;
import zoodip.toybox.PhotoSet;
import zoodip.v1.Evaluation;
import zoodip.v1.JobProgress;
import zoodip.v1.Precision;
import zoodip.v1.Scores;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

class DemoReportTest {
  private static final Path SHEET = Path.of("sheet.png").toAbsolutePath();

  @Test
  void theJsonHasSettingsSpeedMemoryScoresAndPaths() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                report(OptionalLong.of(1234))
                    .json(SHEET, List.of(Path.of("c.png")), List.of(Path.of("l.png"))));
    assertEquals(500, json.get("steps").asInt());
    assertEquals(4500, json.get("unet_rows").asLong());
    assertEquals(0.5, json.at("/probe/first_loss").asDouble());
    assertEquals(0.25, json.at("/probe/last_loss").asDouble());
    assertEquals(208, json.at("/probe/unet_rows").asLong());
    assertEquals(50.0, json.get("it_per_second").asDouble());
    assertEquals(61.5, json.get("seconds").asDouble());
    assertEquals(1234, json.get("peak_rss_mib").asLong());
    assertEquals("INT8", json.at("/settings/precision").asText());
    assertEquals(0.02, json.at("/settings/training/learning_rate").asDouble());
    assertEquals(0.25, json.at("/class_word/CLIP-I").asDouble());
    assertEquals(0.5, json.at("/concept/CLIP-I").asDouble());
    assertEquals(0.625, json.at("/concept/CLIP-T").asDouble());
    assertEquals(0.75, json.at("/concept/DINO").asDouble());
    assertEquals(SHEET.toString(), json.at("/pictures/contact_sheet").asText());
    assertEquals("l.png", json.at("/pictures/concept/0").asText());
  }

  @Test
  void whereTheSystemDoesNotTellThereIsNoPeakMemory() throws Exception {
    byte[] json = report(OptionalLong.empty()).json(SHEET, List.of(), List.of());
    assertFalse(new ObjectMapper().readTree(json).has("peak_rss_mib"));
  }

  @Test
  void theTableShowsBothAndTheDifference() {
    assertEquals(
        List.of(
            "               CLIP-I   CLIP-T     DINO",
            "class word      0.250    0.500   -0.125",
            "concept         0.500    0.625    0.750",
            "difference     +0.250   +0.125   +0.875"),
        report(OptionalLong.empty()).table());
  }

  @Test
  void aProgressLineHasStepLossSpeedAndTimeLeft() {
    JobProgress.Builder progress =
        JobProgress.newBuilder()
            .setDone(150)
            .setTotal(3000)
            .setLoss(0.0625)
            .setPerSecond(52.25)
            .setUnetRows(1350);
    assertEquals(
        "  step   150 / 3000   1,350 rows  loss 0.06250    52.3 it/s",
        DemoTraining.line(progress.build()));
    progress.getRemainingBuilder().setSeconds(65);
    assertEquals(
        "  step   150 / 3000   1,350 rows  loss 0.06250    52.3 it/s  ETA 1:05",
        DemoTraining.line(progress.build()));
    progress.setProbeRows(64).setProbeLoss(0.036).setFirstProbeLoss(0.0375);
    assertEquals(
        "  step   150 / 3000   1,350 rows  loss 0.06250  probe 0.03600 (-4.0%)    52.3 it/s  ETA 1:05",
        DemoTraining.line(progress.build()));
  }

  private static DemoReport report(OptionalLong peak) {
    TrainingJob job =
        TrainingJob.newBuilder()
            .setModel("models/toybox")
            .setPrecision(Precision.PRECISION_INT8)
            .setSettings(TrainingSettings.newBuilder().setSteps(500).setLearningRate(0.02))
            .setProgress(
                JobProgress.newBuilder()
                    .setUnetRows(4500)
                    .setProbeRows(208)
                    .setFirstProbeLoss(0.5)
                    .setProbeLoss(0.25))
            .build();
    return new DemoReport(
        new PhotoSet("mug-01", "mug", false, List.of()),
        new TrainingRun(job, 50),
        evaluation(0.25, 0.5, -0.125),
        evaluation(0.5, 0.625, 0.75),
        61.52,
        peak);
  }

  private static Evaluation evaluation(double clipI, double clipT, double dino) {
    return Evaluation.newBuilder()
        .setScores(Scores.newBuilder().setClipI(clipI).setClipT(clipT).setDino(dino))
        .build();
  }
}
