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
import zoodip.platform.calls.CheckedRequests;
import zoodip.platform.calls.DelayedCall;
import zoodip.platform.calls.RefusedCall;
import zoodip.platform.errors.ServiceException;

/**
 * Decides about every call before anything else looks at it: who calls, whether the method's rule
 * permits them, and whether the tenant that a request names is theirs. No thread waits while it is
 * found out who calls.
 */
@ApplicationScoped
@GlobalInterceptor
public class AccessInterceptor implements ServerInterceptor, Prioritized {
  /** Before all other interceptors of ours, which have none. */
  private static final int FIRST = 1_000;

  private final boolean enabled;
  private final AccessTable table;
  private final CallerIdentification callers;

  @Inject
  public AccessInterceptor(AccessConfig config, CallerIdentification callers) {
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
    if (caller.isDone()) {
      return decide(access, caller, call, headers, next);
    }
    DelayedCall<Q, A> delayed =
        new DelayedCall<>(() -> decide(access, caller, call, headers, next), started -> {});
    var unused = caller.whenComplete((known, failure) -> delayed.start());
    return delayed;
  }

  private static <Q, A> ServerCall.Listener<Q> decide(
      MethodAccess access,
      CompletableFuture<Caller> identified,
      ServerCall<Q, A> call,
      Metadata headers,
      ServerCallHandler<Q, A> next) {
    Caller caller;
    try {
      caller = identified.join();
    } catch (CompletionException e) {
      return RefusedCall.of(call, e.getCause());
    }
    Optional<ServiceException> refusal = access.refusal(caller);
    if (refusal.isPresent()) {
      return RefusedCall.of(call, refusal.get());
    }
    MethodAccess.RequestCheck check = access.requestCheck(caller);
    return new CheckedRequests<>(
        call, start(caller, call, headers, next), request -> check.problem((Message) request));
  }

  private static <Q, A> ServerCall.Listener<Q> start(
      Caller caller, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return Contexts.interceptCall(caller.context(), call, headers, next);
  }
}
