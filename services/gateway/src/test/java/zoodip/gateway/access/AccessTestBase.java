package zoodip.gateway.access;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.ApiKey;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateApiKeyResponse;
import zoodip.v1.Role;

/** What tests of a gateway share that asks callers who they are: one client for each. */
abstract class AccessTestBase extends GatewayTestBase {
  @Inject @GrpcService @Any Instance<BindableService> services;

  private final List<GatewayClient> clients = new ArrayList<>();

  @AfterEach
  void disconnectAll() {
    clients.forEach(GatewayClient::close);
  }

  /** Of what the base class makes, as an admin of the test's tenant. */
  @Override
  protected GatewayClient newClient() {
    return as(key(tenant, Role.ROLE_ADMIN).getSecret());
  }

  GatewayClient as(String key) {
    GatewayClient other = new GatewayClient(port, key);
    clients.add(other);
    return other;
  }

  GatewayClient nobody() {
    GatewayClient other = new GatewayClient(port);
    clients.add(other);
    return other;
  }

  GatewayClient systemAdmin() {
    return as(AskingGateway.SYSTEM_ADMIN);
  }

  CreateApiKeyResponse key(String parent, Role role, String... scopes) {
    return systemAdmin()
        .apiKeys()
        .createApiKey(
            CreateApiKeyRequest.newBuilder()
                .setParent(parent)
                .setApiKey(ApiKey.newBuilder().setRole(role).addAllScopes(List.of(scopes)))
                .build());
  }

  /** Every method of ours that the gateway serves. */
  List<AskedCall<?, ?>> methods() {
    List<AskedCall<?, ?>> methods = new ArrayList<>();
    services.stream()
        .flatMap(service -> service.bindService().getMethods().stream())
        .map(ServerMethodDefinition::getMethodDescriptor)
        .filter(method -> method.getFullMethodName().startsWith("zoodip."))
        .forEach(method -> methods.add(new AskedCall<>(method)));
    methods.sort(Comparator.comparing(AskedCall::name));
    return methods;
  }
}
