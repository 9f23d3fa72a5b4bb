package zoodip.platform.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.AuditRecord;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;

class AuditedCallTest {
  private static final MethodRule RULE =
      MethodRule.newBuilder()
          .setRole(Role.ROLE_MEMBER)
          .setScope("subjects.write")
          .setTenantField("parent")
          .build();
  private static final MethodAccess.Ruled ACCESS =
      new MethodAccess.Ruled(
          RULE, Optional.of(TenantField.of(CreateSubjectRequest.getDescriptor(), "parent")));
  private static final Subject MADE = Subject.newBuilder().setName("tenants/a/subjects/s").build();

  private final List<AuditRecord> kept = new ArrayList<>();
  private final ClosedCall<CreateSubjectRequest, Subject> inner =
      new ClosedCall<>(SubjectsGrpc.getCreateSubjectMethod());
  private final AuditedCall<CreateSubjectRequest, Subject> call =
      new AuditedCall<>(inner, ACCESS, new KeptInList(kept));

  @Test
  void aCallThatItsCallerGivesUpIsKeptOnce() {
    var listener = call.watched(new ServerCall.Listener<>() {});
    call.about(parent("tenants/a"));

    listener.onCancel();
    call.close(Status.CANCELLED, new Metadata());

    assertEquals(1, kept.size());
    assertEquals(Status.Code.CANCELLED.value(), kept.get(0).getCode());
    assertEquals("tenants/a", kept.get(0).getResource());
    assertEquals(1, inner.closed.size());
  }

  @Test
  void aCallThatWasAnsweredIsNotKeptAgainWhenItsCallerGoes() {
    var listener = call.watched(new ServerCall.Listener<>() {});

    call.close(Status.OK, new Metadata());
    listener.onCancel();

    assertEquals(List.of(0), kept.stream().map(AuditRecord::getCode).toList());
  }

  @Test
  void namesThatNobodyCanHaveAreRefusedAndCut() {
    CreateSubjectRequest huge = parent("tenants/a/" + "x".repeat(1 << 20));
    TenantCheck check =
        new TenantCheck(
            RULE,
            ACCESS.tenantField().get(),
            new Caller("k", Role.ROLE_MEMBER, "tenants/a", Set.of()));

    assertEquals(
        Optional.of(ErrorReason.ERROR_REASON_INVALID_REQUEST),
        check.problem(huge).map(ServiceException::reason));
    call.about(huge);
    call.close(Status.INVALID_ARGUMENT, new Metadata());

    assertEquals(TenantField.LONGEST, kept.get(0).getResource().length());
  }

  @Test
  void whatWasMadeIsNamedUnlessNothingWas() {
    call.about(parent("tenants/a"));
    call.sendMessage(MADE);
    call.close(Status.OK, new Metadata());
    assertEquals(MADE.getName(), kept.get(0).getCreated());

    var checked = new AuditedCall<>(inner, ACCESS, new KeptInList(kept));
    checked.about(parent("tenants/a").toBuilder().setValidateOnly(true).build());
    checked.sendMessage(MADE);
    checked.close(Status.OK, new Metadata());
    assertEquals("", kept.get(1).getCreated());

    var upload =
        new AuditedCall<>(
            new ClosedCall<>(SubjectsGrpc.getUploadPhotosMethod()),
            new MethodAccess.Ruled(RULE, Optional.empty()),
            new KeptInList(kept));
    upload.sendMessage(MADE);
    upload.close(Status.OK, new Metadata());
    assertEquals("", kept.get(2).getCreated());
  }

  @Test
  void whoeverMayNotCallIsRefusedOnceTheyHaveSaidWhatItIsAbout() {
    var listener =
        call.watched(
            new RefusedAtRequest<>(
                call, new ServiceException(ErrorReason.ERROR_REASON_PERMISSION_DENIED, "Not you")));
    assertEquals(List.of(), inner.closed);

    listener.onMessage(parent("tenants/a"));
    listener.onHalfClose();

    assertEquals(List.of(Status.Code.PERMISSION_DENIED), inner.closed);
    assertEquals("tenants/a", kept.get(0).getResource());
    assertEquals(ErrorReason.ERROR_REASON_PERMISSION_DENIED, kept.get(0).getReason());
    assertEquals(1, kept.size());
  }

  private static CreateSubjectRequest parent(String name) {
    return CreateSubjectRequest.newBuilder().setParent(name).build();
  }

  private record KeptInList(List<AuditRecord> kept) implements CallAudit {
    @Override
    public boolean keepsPermitted(MethodRule rule) {
      return true;
    }

    @Override
    public CompletableFuture<Void> keep(AuditRecord call) {
      kept.add(call);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A call of which is known how it ended. */
  private static final class ClosedCall<Q, A> extends ServerCall<Q, A> {
    private final MethodDescriptor<Q, A> method;
    private final List<Status.Code> closed = new ArrayList<>();

    private ClosedCall(MethodDescriptor<Q, A> method) {
      this.method = method;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(A message) {}

    @Override
    public void close(Status status, Metadata trailers) {
      closed.add(status.getCode());
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.EMPTY;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return method;
    }
  }
}
