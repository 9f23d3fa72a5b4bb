package zoodip.gateway.fold;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.names.ResourceName;
import zoodip.v1.Concept;

/** What follows from a training that succeeded: the concept and, if asked for, its evaluation. */
final class TrainingEffects {
  private TrainingEffects() {}

  /**
   * @param job the succeeded training, its result included
   */
  static FoldResult learned(JobRecord.Builder job) {
    TrainingSpec spec = job.getSpec().getTraining();
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.PublishConcept(spec.getConcept(), concept(job)));
    if (spec.hasEvaluation()) {
      job.setEvaluationJob(evaluationName(job));
      effects.add(new Effect.AppendEvent(job.getEvaluationJob(), evaluation(job)));
    }
    return new FoldResult(Optional.of(job.build()), List.of(), effects);
  }

  private static ConceptRecord concept(JobRecord.Builder job) {
    TrainingSpec spec = job.getSpec().getTraining();
    TrainingResult result = job.getTrainingResult();
    return ConceptRecord.newBuilder()
        .setEmbeddingKey(result.getEmbeddingKey())
        .setConcept(
            Concept.newBuilder()
                .setName(spec.getConcept())
                .setPlaceholder(spec.getPlaceholder())
                .setModel(spec.getModel())
                .setModelDigest(spec.getModelDigest())
                .setClassWord(spec.getClassWord())
                .setTrainingJob(job.getName())
                .setSubject(spec.getSubject())
                .setVectors(spec.getSettings().getVectors())
                .addAllEmbeddingWidths(result.getEmbeddingWidthsList())
                .setEmbeddingSha256(result.getEmbeddingSha256())
                .setSteps(result.getSteps())
                .setCreateTime(job.getEndTime())
                .setLiving(spec.getLiving()))
        .build();
  }

  /** The attempt is in it, so that a later job of the same name has an evaluation of its own. */
  private static String evaluationName(JobRecord.Builder job) {
    String tenant = ResourceName.parse(job.getName()).parent();
    String id =
        ResourceName.derivedId(tenant, "evaluations", job.getName() + "\n" + job.getAttempt());
    return ResourceName.evaluation(tenant, id).toString();
  }

  private static JobEvent evaluation(JobRecord.Builder job) {
    Timestamp now = job.getUpdateTime();
    return JobEvent.newBuilder()
        .setTime(now)
        .setAccepted(
            Accepted.newBuilder()
                .setFingerprint("evaluation of " + job.getName())
                .setSpec(
                    JobSpec.newBuilder().setEvaluation(evaluation(job.getSpec().getTraining()))))
        .build();
  }

  private static EvaluationSpec evaluation(TrainingSpec spec) {
    return EvaluationSpec.newBuilder()
        .setSubject(spec.getSubject())
        .setClassWord(spec.getClassWord())
        .setModel(spec.getModel())
        .setConcept(spec.getConcept())
        .setPlaceholder(spec.getPlaceholder())
        .setSettings(spec.getEvaluation())
        .addAllPhotos(spec.getPhotosList())
        .setClipModel(spec.getClipModel())
        .setDinoModel(spec.getDinoModel())
        .build();
  }
}
