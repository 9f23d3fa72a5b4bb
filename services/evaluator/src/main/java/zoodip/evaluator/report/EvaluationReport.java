package zoodip.evaluator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.scoring.Scoring;
import zoodip.events.v1.EvaluationSpec;
import zoodip.v1.Model;
import zoodip.v1.Scores;

/**
 * An evaluation's report.json: what was evaluated with which models and settings, the scores, and
 * for each prompt its scores and images.
 *
 * @param evaluation the job's name
 * @param clip the CLIP model
 * @param dino the DINOv2 model
 */
public record EvaluationReport(
    String evaluation,
    EvaluationSpec spec,
    EvaluationPlan plan,
    Model clip,
    Model dino,
    Scoring scoring) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The file's bytes, in UTF-8. */
  public byte[] toJson() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("evaluation", evaluation);
    report.put("subject", spec.getSubject());
    report.put("class_word", spec.getClassWord());
    report.put("concept", spec.getConcept());
    report.put("model", spec.getModel());
    report.put("clip_model", Map.of("name", clip.getName(), "digest", clip.getDigest()));
    report.put("dino_model", Map.of("name", dino.getName(), "digest", dino.getDigest()));
    report.put("photos", spec.getPhotosCount());
    report.put("settings", settings());
    report.put("scores", figures(scoring.scores()));
    report.put("prompts", prompts());
    try {
      return JSON.writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every report can be written as JSON", e);
    }
  }

  private Object settings() {
    try {
      return JSON.readTree(
          JsonFormat.printer()
              .preservingProtoFieldNames()
              .print(spec.getSettings().toBuilder().clearPrompts()));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new IllegalStateException("Every message of settings can be written as JSON", e);
    }
  }

  private List<Map<String, Object>> prompts() {
    Map<Integer, List<String>> images =
        plan.images().stream()
            .collect(
                Collectors.groupingBy(
                    EvaluationImage::prompt,
                    Collectors.mapping(EvaluationImage::file, Collectors.toList())));
    return IntStream.range(0, plan.prompts().size())
        .mapToObj(index -> prompt(index, images.get(index)))
        .toList();
  }

  private Map<String, Object> prompt(int index, List<String> images) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("prompt", plan.prompts().get(index).generated());
    entry.put("scores", figures(scoring.scores(index)));
    entry.put("images", images);
    return entry;
  }

  private static Map<String, Object> figures(Scores scores) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("CLIP-I", scores.getClipI());
    figures.put("CLIP-T", scores.getClipT());
    figures.put("DINO", scores.getDino());
    if (scores.hasDinoInter()) {
      figures.put("DINO_inter", scores.getDinoInter());
    }
    return figures;
  }
}
