package zoodip.platform.access;

import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.runtime.Interceptors;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import zoodip.events.v1.AuditRecord;
import zoodip.platform.calls.CheckedRequests;
import zoodip.platform.calls.DelayedCall;
import zoodip.platform.calls.RefusedCall;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.MethodRule;

/**
 * Decides about every call before anything else looks at it: who calls, whether the method's rule
 * permits them, and whether the tenant that a request names is theirs. No thread waits while it is
 * found out who calls.
 */
@ApplicationScoped
@GlobalInterceptor
public class AccessInterceptor implements ServerInterceptor, Prioritized {
  /** On the thread of the method, and before Quarkus says what a failure means. */
  private static final int FIRST = Interceptors.EXCEPTION_HANDLER + 1;

  /** Of services that keep none. */
  private static final CallAudit NO_AUDIT =
      new CallAudit() {
        @Override
        public boolean keepsPermitted(MethodRule rule) {
          return false;
        }

        @Override
        public CompletableFuture<Void> keep(AuditRecord call) {
          return CompletableFuture.completedFuture(null);
        }
      };

  private final boolean enabled;
  private final AccessTable table;
  private final CallerIdentification callers;
  private final CallAudit audit;

  @Inject
  public AccessInterceptor(
      AccessConfig config, CallerIdentification callers, Instance<CallAudit> audits) {
    audit = audits.isResolvable() ? audits.get() : NO_AUDIT;
    enabled = config.enabled();
    table = new AccessTable(config);
    this.callers = callers;
  }

  @Override
  public int getPriority() {
    return FIRST;
  }

  /** A method without a rule keeps the service from starting, whether callers are asked or not. */
  void requireRules(
      @Observes StartupEvent event, @GrpcService @Any Instance<BindableService> services) {
    table.require(
        services.stream()
            .flatMap(service -> service.bindService().getMethods().stream())
            .map(method -> method.getMethodDescriptor())
            .toList());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!enabled) {
      return start(Caller.ANYONE, call, headers, next);
    }
    MethodAccess access = table.of(call.getMethodDescriptor());
    if (access instanceof MethodAccess.Open) {
      return next.startCall(call, headers);
    }
    CompletableFuture<Caller> caller = callers.identify(ShownCredentials.of(call, headers));
    AuditedCall<Q, A> audited = new AuditedCall<>(call, access, audit);
    if (caller.isDone()) {
      return decide(access, caller, audited, headers, next);
    }
    DelayedCall<Q, A> delayed =
        new DelayedCall<>(() -> decide(access, caller, audited, headers, next), started -> {});
    var unused = caller.whenComplete((known, failure) -> delayed.start());
    return delayed;
  }

  private static <Q, A> ServerCall.Listener<Q> decide(
      MethodAccess access,
      CompletableFuture<Caller> identified,
      AuditedCall<Q, A> call,
      Metadata headers,
      ServerCallHandler<Q, A> next) {
    Caller caller;
    try {
      caller = identified.join();
    } catch (CompletionException e) {
      return RefusedCall.of(call, e.getCause());
    }
    call.by(caller);
    Optional<ServiceException> refusal = access.refusal(caller);
    if (refusal.isPresent()) {
      return access.namesTenant()
          ? call.watched(new RefusedAtRequest<>(call, refusal.get()))
          : RefusedCall.of(call, refusal.get());
    }
    MethodAccess.RequestCheck check = access.requestCheck(caller);
    return call.watched(
        new CheckedRequests<>(
            call,
            start(caller, call, headers, next),
            request -> {
              call.about((Message) request);
              Optional<ServiceException> problem = check.problem((Message) request);
              if (problem.isPresent()) {
                call.refused();
              }
              return problem;
            }));
  }

  private static <Q, A> ServerCall.Listener<Q> start(
      Caller caller, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return Contexts.interceptCall(caller.context(), call, headers, next);
  }
}
