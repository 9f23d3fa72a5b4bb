package zoodip.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.keda.ExternalScalerGrpc;
import zoodip.keda.ScaledObjectRef;
import zoodip.v1.ErrorReason;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.Role;

/** Who may call what: each method by each role, as docs/AUTHORIZATION.md says. */
@QuarkusTest
@TestProfile(AskingGateway.class)
class AuthorizationTest extends AccessTestBase {
  private static final Set<Status.Code> REFUSALS =
      Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);

  @ConfigProperty(name = "tests.token")
  String token;

  @Test
  void theDocumentHasEveryMethodWithItsRule() {
    List<AuthorizationTable.Rule> rules = new ArrayList<>();
    methods().forEach(call -> rules.add(new AuthorizationTable.Rule(call.name(), call.rule())));
    InferenceGrpc.getServiceDescriptor().getMethods().stream()
        .map(AskedCall::new)
        .forEach(call -> rules.add(new AuthorizationTable.Rule(call.name(), call.rule())));
    rules.sort(java.util.Comparator.comparing(AuthorizationTable.Rule::method));
    String table = AuthorizationTable.of(rules);
    if (Boolean.getBoolean("authorization.write")) {
      AuthorizationTable.write(table);
    }
    assertEquals(
        table,
        AuthorizationTable.documented(),
        "docs/AUTHORIZATION.md; -Dauthorization.write=true writes the table");
  }

  @Test
  void everyMethodAnswersThoseRolesThatAreDocumentedAndNoOthers() {
    Map<String, GatewayClient> callers = new LinkedHashMap<>();
    callers.put("nobody", nobody());
    for (Role role : List.of(Role.ROLE_VIEWER, Role.ROLE_MEMBER, Role.ROLE_ADMIN)) {
      callers.put(AuthorizationTable.title(role), as(key(tenant, role).getSecret()));
    }
    callers.put("service", as(AskingGateway.SERVICE));
    callers.put("system admin", systemAdmin());
    Map<String, List<String>> documented = AuthorizationTable.documentedRoles();

    List<String> wrong = new ArrayList<>();
    for (AskedCall<?, ?> call : methods()) {
      Set<String> answered = new TreeSet<>();
      callers.forEach(
          (role, caller) -> {
            if (!REFUSALS.contains(call.make(caller.channel(), nameOfNothing(call)))) {
              answered.add(role);
            }
          });
      if (!answered.equals(new TreeSet<>(documented.get(call.name())))) {
        wrong.add(call.name() + " answers " + answered);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private String nameOfNothing(AskedCall<?, ?> call) {
    if (call.rule().getTenantField().isEmpty()) {
      return "";
    }
    String collection = call.collection();
    return collection.isEmpty() ? tenant : tenant + "/" + collection + "/none";
  }

  @Test
  void foreignServicesAreAsTheirTableSays() {
    assertEquals(
        "SERVING",
        HealthGrpc.newBlockingStub(nobody().channel())
            .check(HealthCheckRequest.getDefaultInstance())
            .getStatus()
            .name());
    var scaled =
        ScaledObjectRef.newBuilder()
            .putScalerMetadata("work", "training")
            .putScalerMetadata("target", "1")
            .build();
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        assertThrows(
                StatusRuntimeException.class,
                () -> ExternalScalerGrpc.newBlockingStub(nobody().channel()).isActive(scaled))
            .getStatus()
            .getCode());
    ExternalScalerGrpc.newBlockingStub(as(AskingGateway.SERVICE).channel()).isActive(scaled);
    assertEquals(Status.Code.UNAUTHENTICATED, Reflections.list(nobody().channel()).getCode());
    assertEquals(Status.Code.OK, Reflections.list(client.channel()).getCode());
  }

  @Test
  void aTokenOfTheIssuerIsAKeyToItsTenant() {
    GatewayClient viewer = as(token);

    viewer.models().listModels(ListModelsRequest.getDefaultInstance());
    viewer.subjects().listSubjects(list("tenants/acme"));
    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () -> viewer.subjects().listSubjects(list(tenant)));
  }

  @Test
  void whatIsShownAndDoesNotHoldIsRefused() {
    for (String shown : List.of("", "abc", token + "x", "zoodip_live_short")) {
      assertEquals(
          Status.Code.UNAUTHENTICATED,
          assertThrows(
                  StatusRuntimeException.class,
                  () -> as(shown).models().listModels(ListModelsRequest.getDefaultInstance()))
              .getStatus()
              .getCode(),
          shown);
    }
  }

  @Test
  void scopesLimitAKey() {
    GatewayClient reader = as(key(tenant, Role.ROLE_ADMIN, "subjects.read").getSecret());

    reader.subjects().listSubjects(list(tenant));
    refused(
        ErrorReason.ERROR_REASON_PERMISSION_DENIED,
        () -> reader.models().listModels(ListModelsRequest.getDefaultInstance()));
  }

  private static ListSubjectsRequest list(String parent) {
    return ListSubjectsRequest.newBuilder().setParent(parent).build();
  }
}
