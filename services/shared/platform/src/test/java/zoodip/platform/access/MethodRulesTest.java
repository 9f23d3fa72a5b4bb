package zoodip.platform.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.v1.AuthorizationProto;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;

/** Every method has a rule that can be followed, and one without keeps a service from starting. */
class MethodRulesTest {
  private static final Path PROTO = Path.of("..", "..", "..", "proto");

  private final AccessTable table = new AccessTable(AccessSettings.of());

  @Test
  void everyMethodOfOursHasARule() {
    List<MethodDescriptor> methods = DescribedMethods.ofOurs(PROTO);

    assertTrue(methods.size() > 30, () -> methods.size() + " methods");
    methods.forEach(MethodRules::of);
  }

  /**
   * A request that could name a tenant and whose rule does not say so would be checked by nobody.
   */
  @Test
  void requestsThatNameATenantAreChecked() {
    List<String> unchecked = new ArrayList<>();
    for (MethodDescriptor method : DescribedMethods.ofOurs(PROTO)) {
      MethodAccess.Ruled ruled = MethodRules.of(method);
      boolean ofTenant = Caller.isOfTenant(ruled.rule().getRole());
      if (ofTenant && ruled.tenantField().isEmpty() && namesTenant(method)) {
        unchecked.add(method.getFullName());
      }
    }
    assertEquals(List.of(), unchecked);
  }

  private static boolean namesTenant(MethodDescriptor method) {
    return method.getInputType().getFields().stream()
        .anyMatch(field -> field.getOptions().toString().contains("^tenants/"));
  }

  @Test
  void aMethodWithoutARuleKeepsTheServiceFromStarting() {
    ConfigurationException refusal = refused(MethodRule.getDefaultInstance(), "zoodip.v1");

    assertTrue(refusal.getMessage().contains("zoodip.v1.Dogs.Walk has no"), refusal.getMessage());
  }

  @Test
  void aRuleThatCannotBeFollowedKeepsTheServiceFromStarting() {
    MethodRule whole =
        MethodRule.newBuilder()
            .setRole(Role.ROLE_MEMBER)
            .setScope("dogs.write")
            .setTenantField("name")
            .build();
    table.require(List.of(method(whole, "zoodip.v1")));

    refused(whole.toBuilder().setTenantField("parent").build(), "zoodip.v1");
    refused(whole.toBuilder().setTenantField("age").build(), "zoodip.v1");
    refused(whole.toBuilder().setScope("dogs").build(), "zoodip.v1");
    refused(whole.toBuilder().setRole(Role.ROLE_SERVICE).build(), "zoodip.v1");
  }

  @Test
  void aServiceThatNothingIsKnownOfKeepsFromStartingAndIsClosed() {
    ConfigurationException refusal = refused(MethodRule.getDefaultInstance(), "elsewhere.v1");

    assertTrue(refusal.getMessage().contains("elsewhere.v1.Dogs"), refusal.getMessage());
    assertEquals(
        new MethodAccess.Closed(),
        table.of(method(MethodRule.getDefaultInstance(), "elsewhere.v1")));
  }

  private ConfigurationException refused(MethodRule rule, String protoPackage) {
    return assertThrows(
        ConfigurationException.class, () -> table.require(List.of(method(rule, protoPackage))));
  }

  private static io.grpc.MethodDescriptor<Empty, Empty> method(
      MethodRule rule, String protoPackage) {
    MethodDescriptor described = described(rule, protoPackage);
    return io.grpc.MethodDescriptor.<Empty, Empty>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(described.getService().getFullName() + "/" + described.getName())
        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setSchemaDescriptor(new Schema(described))
        .build();
  }

  private static MethodDescriptor described(MethodRule rule, String protoPackage) {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("dogs.proto").setPackage(protoPackage);
    file.addMessageType(
        DescriptorProto.newBuilder()
            .setName("Dog")
            .addField(field("name", 1, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(field("age", 2, FieldDescriptorProto.Type.TYPE_INT32)));
    MethodDescriptorProto.Builder walk =
        file.addServiceBuilder()
            .setName("Dogs")
            .addMethodBuilder()
            .setName("Walk")
            .setInputType("." + protoPackage + ".Dog")
            .setOutputType("." + protoPackage + ".Dog");
    if (!rule.equals(MethodRule.getDefaultInstance())) {
      walk.setOptions(MethodOptions.newBuilder().setExtension(AuthorizationProto.rule, rule));
    }
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
          .findServiceByName("Dogs")
          .findMethodByName("Walk");
    } catch (com.google.protobuf.Descriptors.DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(type)
        .build();
  }

  private record Schema(MethodDescriptor described) implements ProtoMethodDescriptorSupplier {
    @Override
    public MethodDescriptor getMethodDescriptor() {
      return described;
    }

    @Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return described.getService();
    }

    @Override
    public FileDescriptor getFileDescriptor() {
      return described.getFile();
    }
  }
}
