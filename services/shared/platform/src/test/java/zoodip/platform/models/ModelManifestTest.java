package zoodip.platform.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageAt;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/** Descriptions that lie in stores since before models told what they are made of. */
class ModelManifestTest {
  private static final ResourceName NAME = ResourceName.model("tiny");

  @Test
  void aDescriptionOfBeforeIsRead(@TempDir Path folder) throws IOException {
    try (EmbeddedStorage server = EmbeddedStorage.start(folder.resolve("objects"));
        InputStream old = ModelManifestTest.class.getResourceAsStream("model-of-before.json")) {
      Storage storage =
          new Storage(
              new StorageAt(server.endpoint().toString(), server.accessKey(), server.secretKey()));
      storage.ensureBucket();
      storage.putIfAbsent(ObjectKeys.modelManifest(NAME), old.readAllBytes(), "application/json");

      Model model = new ModelStore(storage, ModelStoreConfig.in(folder.resolve("cache"))).get(NAME);

      assertEquals(ModelKind.MODEL_KIND_TEXT_TO_IMAGE, model.getKind());
      assertEquals(List.of(40), model.getEmbeddingWidthsList());
      assertFalse(model.hasArchitecture());
      assertFalse(model.hasOrigin());
    }
  }
}
