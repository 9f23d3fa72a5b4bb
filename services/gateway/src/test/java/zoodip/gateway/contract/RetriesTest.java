package zoodip.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient.Upload;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.ModelsGrpc;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJobsGrpc;

/** A call whose answer was lost can be made again, method by method. */
@QuarkusTest
class RetriesTest extends GatewayTestBase {
  /** Drawing with a seed is tested where it draws, importing with the files that it reads. */
  private static final Pattern OTHERS =
      Pattern.compile("(Get|List|Watch|Export|Verify|Generate|Import).*");

  private final Map<String, Runnable> retries = new TreeMap<>();

  @Test
  void changeNothingMore() {
    String subject = subjectWithPhoto("my-mug");
    creates(subject);
    cancels(subject);
    deletes(subject);

    assertEquals(methodsThatChange(), retries.keySet());
    retries.values().forEach(Runnable::run);
  }

  private static Set<String> methodsThatChange() {
    return Stream.of(
            ModelsGrpc.getServiceDescriptor(),
            SubjectsGrpc.getServiceDescriptor(),
            TrainingJobsGrpc.getServiceDescriptor(),
            ConceptsGrpc.getServiceDescriptor(),
            EvaluationsGrpc.getServiceDescriptor(),
            ImagesGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods)
        .flatMap(methods -> methods.stream().map(MethodDescriptor::getBareMethodName))
        .filter(method -> !OTHERS.matcher(method).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The second answer is the first. */
  private void same(String method, Supplier<?> call) {
    retries.put(method, () -> assertEquals(call.get(), call.get(), method));
  }

  /** The second says that there is nothing left to delete. */
  private void gone(String method, ErrorReason reason, Runnable call) {
    retries.put(
        method,
        () -> {
          call.run();
          refused(reason, call::run);
        });
  }

  private void creates(String subject) {
    var create =
        CreateSubjectRequest.newBuilder()
            .setParent(tenant)
            .setRequestId("r")
            .setSubject(Subject.newBuilder().setClassWord("mug"))
            .build();
    same("CreateSubject", () -> client.subjects().createSubject(create));
    same(
        "UploadPhotos",
        () -> client.upload(subject, new Upload("2.png", "a photo of a {}", png(2))));
    var train = training(subject).setRequestId("r").build();
    same("CreateTrainingJob", () -> client.trainingJobs().createTrainingJob(train));
    same("CreateEvaluation", () -> createEvaluation(subject, "r"));
  }

  private void cancels(String subject) {
    String job = createTraining(subject).getName();
    var cancel = CancelTrainingJobRequest.newBuilder().setName(job).setReason("enough").build();
    same("CancelTrainingJob", () -> client.trainingJobs().cancelTrainingJob(cancel));
    String evaluation = createEvaluation(subject, "").getName();
    var end = CancelEvaluationRequest.newBuilder().setName(evaluation).build();
    same("CancelEvaluation", () -> client.evaluations().cancelEvaluation(end));
  }

  private void deletes(String subject) {
    String other = subjectWithPhoto("my-cup");
    gone(
        "DeleteSubject",
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> {
          var unused =
              client
                  .subjects()
                  .deleteSubject(DeleteSubjectRequest.newBuilder().setName(other).build());
        });
    String job = cancelledTraining(subject);
    gone(
        "DeleteTrainingJob",
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND,
        () -> {
          var unused =
              client
                  .trainingJobs()
                  .deleteTrainingJob(DeleteTrainingJobRequest.newBuilder().setName(job).build());
        });
    String evaluation = cancelledEvaluation(subject);
    gone(
        "DeleteEvaluation",
        ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND,
        () -> {
          var unused =
              client
                  .evaluations()
                  .deleteEvaluation(
                      DeleteEvaluationRequest.newBuilder().setName(evaluation).build());
        });
    String concept = publishConcept("my-mug", MODEL);
    gone(
        "DeleteConcept",
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND,
        () -> {
          var unused =
              client
                  .concepts()
                  .deleteConcept(DeleteConceptRequest.newBuilder().setName(concept).build());
        });
  }

  private String cancelledTraining(String subject) {
    String job = createTraining(subject).getName();
    return client
        .trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job).build())
        .getName();
  }

  private String cancelledEvaluation(String subject) {
    String evaluation = createEvaluation(subject, "").getName();
    return client
        .evaluations()
        .cancelEvaluation(CancelEvaluationRequest.newBuilder().setName(evaluation).build())
        .getName();
  }

  private Evaluation createEvaluation(String subject, String requestId) {
    return client
        .evaluations()
        .createEvaluation(
            CreateEvaluationRequest.newBuilder()
                .setParent(tenant)
                .setRequestId(requestId)
                .setEvaluation(Evaluation.newBuilder().setSubject(subject).setModel(MODEL))
                .build());
  }
}
