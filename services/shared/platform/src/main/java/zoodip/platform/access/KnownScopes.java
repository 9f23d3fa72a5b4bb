package zoodip.platform.access;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes that callers of a tenant can be limited to: those of the methods that are served. */
@ApplicationScoped
public class KnownScopes {
  private final Supplier<Stream<BindableService>> services;

  @Inject
  public KnownScopes(@GrpcService @Any Instance<BindableService> services) {
    this.services = services::stream;
  }

  /** In order. */
  public SortedSet<String> all() {
    return services
        .get()
        .flatMap(service -> service.bindService().getMethods().stream())
        .flatMap(method -> rule(method).stream())
        .filter(ruled -> Caller.isOfTenant(ruled.rule().getRole()))
        .map(ruled -> ruled.rule().getScope())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<MethodAccess.Ruled> rule(ServerMethodDefinition<?, ?> method) {
    return method.getMethodDescriptor().getSchemaDescriptor()
                instanceof ProtoMethodDescriptorSupplier schema
            && MethodRules.covers(schema.getMethodDescriptor().getService())
        ? Optional.of(MethodRules.of(schema.getMethodDescriptor()))
        : Optional.empty();
  }
}
