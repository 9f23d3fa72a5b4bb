package zoodip.gateway.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetModelRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

@QuarkusTest
class ModelsTest extends GatewayTestBase {
  @Test
  void aModelIsShownWithItsFiles() {
    Model model = client.models().getModel(GetModelRequest.newBuilder().setName(MODEL).build());

    assertEquals(ModelKind.MODEL_KIND_TEXT_TO_IMAGE, model.getKind());
    assertEquals(64, model.getDigest().length());
    assertEquals("vae/config.json", model.getFiles(0).getPath());
  }

  @Test
  void aModelThatIsNotThereIsNotFound() {
    refused(
        ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
        () ->
            client.models().getModel(GetModelRequest.newBuilder().setName("models/none").build()));
  }

  @Test
  void modelsAreListedByNameInPages() {
    var request = ListModelsRequest.newBuilder().setPageSize(2);
    ListModelsResponse first = client.models().listModels(request.build());
    ListModelsResponse second =
        client.models().listModels(request.setPageToken(first.getNextPageToken()).build());

    assertEquals(List.of("models/toybox", "models/toybox-clip"), names(first));
    assertEquals(List.of("models/toybox-dino", "models/two-encoders"), names(second));
    assertEquals("", second.getNextPageToken());
  }

  private static List<String> names(ListModelsResponse page) {
    return page.getModelsList().stream().map(Model::getName).toList();
  }
}
