package zoodip.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import zoodip.client.TrainingRun;
import zoodip.toybox.PhotoSet;
import zoodip.v1.Evaluation;
import zoodip.v1.JobProgress;
import zoodip.v1.Scores;
import zoodip.v1.TrainingJob;

/**
 * What the demo found.
 *
 * @param photos what was learned from
 * @param run the finished training
 * @param classWord the evaluation of the class word alone
 * @param concept the evaluation of the learned concept
 * @param seconds from the start of the process to now
 * @param peakRssMib the most resident memory this process had, where the system tells
 */
record DemoReport(
    PhotoSet photos,
    TrainingRun run,
    Evaluation classWord,
    Evaluation concept,
    double seconds,
    OptionalLong peakRssMib) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** report.json, with the paths of the sheet and the images. */
  byte[] json(Path contactSheet, List<Path> classWordImages, List<Path> conceptImages) {
    TrainingJob job = run.job();
    ObjectNode report = JSON.createObjectNode();
    ObjectNode subject = report.putObject("subject");
    subject.put("name", photos.name()).put("class", photos.classWord());
    subject.put("living", photos.living()).put("photos", photos.photos().size());
    report.set("settings", settings(job));
    report.put("steps", job.getSettings().getSteps());
    report.put("unet_rows", job.getProgress().getUnetRows());
    if (job.getProgress().getProbeRows() > 0) {
      report.set("probe", probe(job.getProgress()));
    }
    report.put("seconds", rounded(seconds, 10));
    report.put("it_per_second", rounded(run.stepsPerSecond(), 100));
    peakRssMib.ifPresent(mib -> report.put("peak_rss_mib", mib));
    report.set("class_word", scores(classWord.getScores()));
    report.set("concept", scores(concept.getScores()));
    report.put("embedding_sha256", job.getEmbeddingSha256());
    ObjectNode images = report.putObject("pictures");
    images.put("contact_sheet", contactSheet.toString());
    classWordImages.forEach(file -> images.withArray("class_word").add(file.toString()));
    conceptImages.forEach(file -> images.withArray("concept").add(file.toString()));
    return bytes(report);
  }

  /** The scores as lines of text. */
  List<String> table() {
    Scores before = classWord.getScores();
    Scores after = concept.getScores();
    return List.of(
        String.format(Locale.ROOT, "%-12s %8s %8s %8s", "", "CLIP-I", "CLIP-T", "DINO"),
        row("class word", "%8.3f", before.getClipI(), before.getClipT(), before.getDino()),
        row("concept", "%8.3f", after.getClipI(), after.getClipT(), after.getDino()),
        row(
            "difference",
            "%+8.3f",
            after.getClipI() - before.getClipI(),
            after.getClipT() - before.getClipT(),
            after.getDino() - before.getDino()));
  }

  private ObjectNode settings(TrainingJob job) {
    ObjectNode settings = JSON.createObjectNode();
    settings.put("model", job.getModel());
    settings.put("precision", job.getPrecision().name().substring("PRECISION_".length()));
    settings.put("seed", job.getSeed());
    settings.set("training", tree(job.getSettings()));
    settings.set("evaluation", tree(concept.getSettings()));
    return settings;
  }

  private static ObjectNode probe(JobProgress progress) {
    return JSON.createObjectNode()
        .put("first_loss", progress.getFirstProbeLoss())
        .put("last_loss", progress.getProbeLoss())
        .put("unet_rows", progress.getProbeRows());
  }

  private static ObjectNode scores(Scores scores) {
    return JSON.createObjectNode()
        .put("CLIP-I", scores.getClipI())
        .put("CLIP-T", scores.getClipT())
        .put("DINO", scores.getDino());
  }

  private static String row(String name, String form, double... values) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
    for (double value : values) {
      row.append(' ').append(String.format(Locale.ROOT, form, value));
    }
    return row.toString();
  }

  private static double rounded(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }

  private static ObjectNode tree(MessageOrBuilder message) {
    try {
      return (ObjectNode)
          JSON.readTree(JsonFormat.printer().preservingProtoFieldNames().print(message));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalStateException("Every message of settings can be written as JSON", e);
    }
  }

  private static byte[] bytes(ObjectNode report) {
    try {
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every tree can be written as JSON", e);
    }
  }
}
