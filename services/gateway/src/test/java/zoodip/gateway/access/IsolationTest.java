package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.ListApiKeysRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.Role;

/** What a tenant has is nobody else's, whatever method is tried. */
@QuarkusTest
@TestProfile(AskingGateway.class)
class IsolationTest extends AccessTestBase {
  private static final Set<Status.Code> REFUSALS =
      Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED, Status.Code.NOT_FOUND);

  @ConfigProperty(name = "tests.admin-token")
  String adminToken;

  private final String otherTenant = "tenants/o" + UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, String> names = new HashMap<>();

  private void makeOneOfEach() {
    String subject = subjectWithPhoto("my-mug");
    names.put("", tenant);
    names.put("subjects", subject);
    names.put("trainingJobs", createTraining(subject).getName());
    names.put("concepts", publishConcept("mug", MODEL));
    names.put("evaluations", createEvaluation(subject, client, tenant).getName());
    names.put("apiKeys", key(tenant, Role.ROLE_VIEWER).getApiKey().getName());
  }

  private static Evaluation createEvaluation(String subject, GatewayClient by, String parent) {
    return by.evaluations()
        .createEvaluation(
            CreateEvaluationRequest.newBuilder()
                .setParent(parent)
                .setEvaluation(Evaluation.newBuilder().setSubject(subject).setModel(MODEL))
                .build());
  }

  @Test
  void whoeverHasAKeyOfAnotherTenantFindsNothingByAnyMethod() {
    findsNothingByAnyMethod(as(key(otherTenant, Role.ROLE_ADMIN).getSecret()));
  }

  @Test
  void whoeverHasATokenOfAnotherTenantFindsNothingByAnyMethod() {
    findsNothingByAnyMethod(as(adminToken));
  }

  private void findsNothingByAnyMethod(GatewayClient other) {
    makeOneOfEach();
    List<String> wrong = new ArrayList<>();
    int walked = 0;
    for (AskedCall<?, ?> call : methods()) {
      if (call.rule().getTenantField().isEmpty()) {
        continue;
      }
      String name = names.get(call.collection());
      assertTrue(name != null, () -> "The test makes none of " + call.collection());
      Status.Code expected =
          call.collection().isEmpty() ? Status.Code.PERMISSION_DENIED : Status.Code.NOT_FOUND;
      Status.Code code = call.make(other.channel(), name);
      if (code != expected) {
        wrong.add("%s of %s: %s".formatted(call.name(), name, code));
      }
      walked++;
    }
    assertEquals(List.of(), wrong);
    assertTrue(walked > 25, walked + " methods");
    theOwnerStillHasEverything();
  }

  /** So that the refusals before were because of who asked. */
  private void theOwnerStillHasEverything() {
    for (AskedCall<?, ?> call : methods()) {
      if (!call.rule().getTenantField().isEmpty() && call.rule().getScope().endsWith(".read")) {
        Status.Code code = call.make(client.channel(), names.get(call.collection()));
        assertTrue(!REFUSALS.contains(code), () -> call.name() + ": " + code);
      }
    }
  }

  @Test
  void listsShowTheCallersTenantAlone() {
    makeOneOfEach();
    GatewayClient other = as(key(otherTenant, Role.ROLE_ADMIN).getSecret());

    assertEquals(
        List.of(),
        other
            .subjects()
            .listSubjects(ListSubjectsRequest.newBuilder().setParent(otherTenant).build())
            .getSubjectsList());
    assertEquals(
        1,
        other
            .apiKeys()
            .listApiKeys(ListApiKeysRequest.newBuilder().setParent(otherTenant).build())
            .getApiKeysCount());
  }

  /** As what there is none of: nobody learns what others have. */
  @Test
  void whatIsNamedInsideARequestIsTheCallersToo() {
    makeOneOfEach();
    GatewayClient other = as(key(otherTenant, Role.ROLE_ADMIN).getSecret());
    String subject = names.get("subjects");
    String own = subjectOf(other);

    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> other.trainingJobs().createTrainingJob(train(subject)));
    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> createEvaluation(subject, other, otherTenant));
    refused(
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND,
        () ->
            other
                .evaluations()
                .createEvaluation(
                    CreateEvaluationRequest.newBuilder()
                        .setParent(otherTenant)
                        .setEvaluation(
                            Evaluation.newBuilder()
                                .setSubject(own)
                                .setModel(MODEL)
                                .setConcept(names.get("concepts")))
                        .build()));
    refused(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        () ->
            other
                .images()
                .generateImages(
                    GenerateImagesRequest.newBuilder()
                        .setParent(otherTenant)
                        .setModel(MODEL)
                        .setPrompt("a <mug> mug")
                        .build())
                .next());
  }

  private CreateTrainingJobRequest train(String subject) {
    return training(subject).setParent(otherTenant).build();
  }

  private String subjectOf(GatewayClient other) {
    String name =
        other
            .subjects()
            .createSubject(
                zoodip.v1.CreateSubjectRequest.newBuilder()
                    .setParent(otherTenant)
                    .setSubjectId("own")
                    .setSubject(zoodip.v1.Subject.newBuilder().setClassWord("cup"))
                    .build())
            .getName();
    other.upload(name, new GatewayClient.Upload("1.png", "", png(7)));
    return name;
  }
}
