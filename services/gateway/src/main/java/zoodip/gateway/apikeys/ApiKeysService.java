package zoodip.gateway.apikeys;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.ItemSource;
import zoodip.gateway.paging.ListDefinition;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.platform.access.Caller;
import zoodip.platform.names.ResourceName;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.ApiKey;
import zoodip.v1.ApiKeysGrpc;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateApiKeyResponse;
import zoodip.v1.GetApiKeyRequest;
import zoodip.v1.ListApiKeysRequest;
import zoodip.v1.ListApiKeysResponse;
import zoodip.v1.RevokeApiKeyRequest;
import zoodip.v1.Role;
import zoodip.v1.RotateApiKeyRequest;
import zoodip.v1.RotateApiKeyResponse;

/** zoodip.v1.ApiKeys. */
@GrpcService
@Blocking
public class ApiKeysService extends ApiKeysGrpc.ApiKeysImplBase {
  private static final ListDefinition<ApiKey> LISTING =
      new ListDefinition<>(
          "apiKeys",
          ListDefinition.NEWEST_FIRST,
          Fields.of(
              Field.text("name", ApiKey::getName),
              Field.text("display_name", ApiKey::getDisplayName),
              Field.choice("role", Role.class, "ROLE_", ApiKey::getRole),
              Field.time("create_time", ApiKey::getCreateTime),
              Field.time("expire_time", ApiKey::getExpireTime),
              Field.time("last_use_time", ApiKey::getLastUseTime)));

  private final ApiKeyCatalog keys;
  private final ApiKeyChanges changes;
  private final Pages pages;

  @Inject
  public ApiKeysService(ApiKeyCatalog keys, ApiKeyChanges changes, Pages pages) {
    this.keys = keys;
    this.changes = changes;
    this.pages = pages;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  public void createApiKey(
      CreateApiKeyRequest request, StreamObserver<CreateApiKeyResponse> caller) {
    ApiKeyChanges.Made made = changes.create(request, Caller.current());
    caller.onNext(
        CreateApiKeyResponse.newBuilder().setApiKey(made.key()).setSecret(made.secret()).build());
    caller.onCompleted();
  }

  @Override
  public void getApiKey(GetApiKeyRequest request, StreamObserver<ApiKey> caller) {
    caller.onNext(keys.get(ResourceName.parse(request.getName())));
    caller.onCompleted();
  }

  @Override
  public void listApiKeys(ListApiKeysRequest request, StreamObserver<ListApiKeysResponse> caller) {
    Page<ApiKey> page =
        pages.cut(
            LISTING,
            ItemSource.of(keys.list(request.getParent())),
            new PageRequest(
                request.getParent(),
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListApiKeysResponse.newBuilder()
            .addAllApiKeys(page.items())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  public void rotateApiKey(
      RotateApiKeyRequest request, StreamObserver<RotateApiKeyResponse> caller) {
    ApiKeyChanges.Made made = changes.rotate(request, Caller.current());
    caller.onNext(
        RotateApiKeyResponse.newBuilder().setApiKey(made.key()).setSecret(made.secret()).build());
    caller.onCompleted();
  }

  @Override
  public void revokeApiKey(RevokeApiKeyRequest request, StreamObserver<Empty> caller) {
    changes.revoke(ResourceName.parse(request.getName()));
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }
}
