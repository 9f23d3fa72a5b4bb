package zoodip.platform.access;

import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who may call which method: by the proto's rules, and by the table of foreign services. */
final class AccessTable {
  private final ForeignServices foreign;
  private final ConcurrentMap<String, MethodAccess> known = new ConcurrentHashMap<>();

  AccessTable(AccessConfig config) {
    foreign = new ForeignServices(config);
  }

  /** Who may call a method; nobody, if nothing is known of it. */
  MethodAccess of(MethodDescriptor<?, ?> method) {
    return known.computeIfAbsent(
        method.getFullMethodName(), name -> find(method).orElseGet(MethodAccess.Closed::new));
  }

  /**
   * Makes sure that everything is known of what is served.
   *
   * @throws ConfigurationException that names each method without a rule
   */
  void require(Iterable<? extends MethodDescriptor<?, ?>> methods) {
    List<String> problems = new ArrayList<>();
    for (MethodDescriptor<?, ?> method : methods) {
      try {
        if (find(method).isEmpty()) {
          problems.add(method.getFullMethodName() + " is of a service that nothing is known of");
        }
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          "Who may call these methods is not said: %s. Put a rule on each in the proto (docs/AUTHORIZATION.md)"
              .formatted(String.join("; ", problems)));
    }
  }

  private Optional<MethodAccess> find(MethodDescriptor<?, ?> method) {
    return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema
            && MethodRules.covers(schema.getMethodDescriptor().getService())
        ? Optional.of(MethodRules.of(schema.getMethodDescriptor()))
        : foreign.access(String.valueOf(method.getServiceName()));
  }
}
