package zoodip.gateway.models;

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
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.GetModelRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;
import zoodip.v1.ModelsGrpc;

/** zoodip.v1.Models. */
@GrpcService
@Blocking
public class ModelsService extends ModelsGrpc.ModelsImplBase {
  private static final ListDefinition<Model> LISTING =
      new ListDefinition<>(
          "models",
          ListDefinition.BY_NAME,
          Fields.of(
              Field.text("name", Model::getName),
              Field.text("display_name", Model::getDisplayName),
              Field.choice("kind", ModelKind.class, "MODEL_KIND_", Model::getKind),
              Field.time("create_time", Model::getCreateTime)));

  private final ModelStore models;
  private final Pages pages;

  @Inject
  public ModelsService(ModelStore models, Pages pages) {
    this.models = models;
    this.pages = pages;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<Model> caller) {
    caller.onNext(models.get(ResourceName.parse(request.getName())));
    caller.onCompleted();
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> caller) {
    Page<Model> page =
        pages.cut(
            LISTING,
            ItemSource.of(models.list()),
            new PageRequest(
                "",
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListModelsResponse.newBuilder()
            .addAllModels(page.items())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }
}
