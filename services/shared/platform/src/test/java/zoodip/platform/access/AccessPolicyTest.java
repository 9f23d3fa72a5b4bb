package zoodip.platform.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.MethodRule;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Role;
import zoodip.v1.UploadPhotosRequest;

class AccessPolicyTest {
  private static final String ACME = "tenants/acme";
  private static final MethodRule MEMBERS =
      MethodRule.newBuilder()
          .setRole(Role.ROLE_MEMBER)
          .setScope("subjects.write")
          .setTenantField("name")
          .build();

  /** The whole matrix, each cell by what a role is for, not by how it is decided. */
  @Test
  void everyRoleMayItsOwnMethodsAndNoOthers() {
    List<String> wrong = new ArrayList<>();
    DescribedMethods.ofOurs(Path.of("..", "..", "..", "proto"))
        .forEach(
            method -> {
              MethodRule rule = MethodRules.of(method).rule();
              for (Role role : roles()) {
                boolean permitted = AccessPolicy.refusal(rule, caller(role)).isEmpty();
                if (permitted != mayCall(method.getName(), rule, role)) {
                  wrong.add(method.getFullName() + " by " + role);
                }
              }
            });
    assertEquals(List.of(), wrong);
  }

  private static boolean mayCall(String method, MethodRule rule, Role role) {
    boolean keys = method.endsWith("ApiKey") || method.endsWith("ApiKeys");
    boolean reads = rule.getScope().endsWith(".read");
    return switch (role) {
      case ROLE_VIEWER -> ofTenants(rule) && reads && !keys;
      case ROLE_MEMBER -> ofTenants(rule) && !keys && rule.getRole() != Role.ROLE_ADMIN;
      case ROLE_ADMIN -> ofTenants(rule);
      case ROLE_SERVICE -> rule.getRole() == Role.ROLE_SERVICE;
      case ROLE_SYSTEM_ADMIN -> rule.getSystemAdmin() || rule.getRole() == role;
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  private static boolean ofTenants(MethodRule rule) {
    return rule.getRole() != Role.ROLE_SERVICE && rule.getRole() != Role.ROLE_SYSTEM_ADMIN;
  }

  private static List<Role> roles() {
    return List.of(
        Role.ROLE_UNSPECIFIED,
        Role.ROLE_VIEWER,
        Role.ROLE_MEMBER,
        Role.ROLE_ADMIN,
        Role.ROLE_SERVICE,
        Role.ROLE_SYSTEM_ADMIN);
  }

  @Test
  void scopesLimitWhatARoleMay() {
    assertEquals(Optional.empty(), AccessPolicy.refusal(MEMBERS, scoped("subjects.write")));
    assertDenied(AccessPolicy.refusal(MEMBERS, scoped("subjects.read")));
    assertEquals(Optional.empty(), AccessPolicy.refusal(MEMBERS, scoped()));
  }

  @Test
  void whatIsAnothersIsNotThereAndAnotherAsParentIsDenied() {
    Caller member = caller(Role.ROLE_MEMBER);

    assertEquals(Optional.empty(), AccessPolicy.refusal(MEMBERS, member, ACME));
    assertEquals(Optional.empty(), AccessPolicy.refusal(MEMBERS, member, ACME + "/subjects/dog"));
    assertDenied(AccessPolicy.refusal(MEMBERS, member, "tenants/other"));
    assertDenied(AccessPolicy.refusal(MEMBERS, member, "tenants/acme2"));
    assertEquals(ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND, foreign("tenants/other/subjects/dog"));
    assertEquals(
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND, foreign("tenants/other/trainingJobs/j"));
    assertEquals(ErrorReason.ERROR_REASON_API_KEY_NOT_FOUND, foreign("tenants/other/apiKeys/k"));
  }

  private static ErrorReason foreign(String name) {
    return AccessPolicy.refusal(MEMBERS, caller(Role.ROLE_MEMBER), name).orElseThrow().reason();
  }

  @Test
  void aSystemAdminSeesOnlyWhatRulesSay() {
    Caller admin = Caller.of("systemAdmins/1", Role.ROLE_SYSTEM_ADMIN);
    MethodRule open = MEMBERS.toBuilder().setSystemAdmin(true).build();

    assertDenied(AccessPolicy.refusal(MEMBERS, admin));
    assertEquals(Optional.empty(), AccessPolicy.refusal(open, admin));
    assertEquals(Optional.empty(), AccessPolicy.refusal(open, admin, "tenants/other"));
  }

  @Test
  void nothingOfAStreamPassesBeforeItsNameAndNoOtherNameAfterIt() {
    TenantField field = TenantField.of(UploadPhotosRequest.getDescriptor(), "subject");
    TenantCheck check = new TenantCheck(MEMBERS, field, caller(Role.ROLE_MEMBER));
    UploadPhotosRequest photo =
        UploadPhotosRequest.newBuilder().setPhoto(PhotoHeader.getDefaultInstance()).build();

    assertEquals(
        ErrorReason.ERROR_REASON_INVALID_REQUEST, check.problem(photo).orElseThrow().reason());
    assertEquals(Optional.empty(), check.problem(upload(ACME + "/subjects/dog")));
    assertEquals(Optional.empty(), check.problem(photo));
    assertEquals(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        check.problem(upload("tenants/other/subjects/dog")).orElseThrow().reason());
    assertTrue(check.problem(photo).isPresent());
  }

  private static UploadPhotosRequest upload(String subject) {
    return UploadPhotosRequest.newBuilder().setSubject(subject).build();
  }

  @Test
  void whatNamesNoTenantIsRefused() {
    TenantField field = TenantField.of(DeleteSubjectRequest.getDescriptor(), "name");
    for (String name : List.of("", "models/a", "tenants/", "tenants/Acme/subjects/a", "acme")) {
      TenantCheck check = new TenantCheck(MEMBERS, field, caller(Role.ROLE_MEMBER));
      assertEquals(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          check
              .problem(DeleteSubjectRequest.newBuilder().setName(name).build())
              .orElseThrow()
              .reason(),
          name);
    }
  }

  @Test
  void nobodyHandsOnMoreThanTheyHave() {
    Caller member = caller(Role.ROLE_MEMBER);
    assertTrue(member.covers(Role.ROLE_VIEWER, Set.of()));
    assertTrue(member.covers(Role.ROLE_MEMBER, Set.of("subjects.read")));
    assertFalse(member.covers(Role.ROLE_ADMIN, Set.of()));
    assertFalse(member.covers(Role.ROLE_SERVICE, Set.of()));
    assertFalse(scoped("subjects.read").covers(Role.ROLE_VIEWER, Set.of()));
    assertFalse(scoped("subjects.read").covers(Role.ROLE_VIEWER, Set.of("subjects.write")));
    assertTrue(scoped("subjects.read").covers(Role.ROLE_VIEWER, Set.of("subjects.read")));
  }

  private static void assertDenied(Optional<ServiceException> refusal) {
    assertEquals(ErrorReason.ERROR_REASON_PERMISSION_DENIED, refusal.orElseThrow().reason());
  }

  private static Caller caller(Role role) {
    boolean ofTenant = Caller.isOfTenant(role);
    return new Caller("test", role, ofTenant ? ACME : "", Set.of());
  }

  private static Caller scoped(String... scopes) {
    return new Caller("test", Role.ROLE_MEMBER, ACME, Set.of(scopes));
  }
}
