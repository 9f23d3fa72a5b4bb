package zoodip.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import zoodip.platform.models.ModelStore;
import zoodip.platform.storage.Storage;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;
import zoodip.v1.TrainingSettings;

/** Base models as the gateway sees them: descriptions, with a file each that nobody loads here. */
@ApplicationScoped
public class TestModels {
  @Inject ModelStore models;
  @Inject Storage storage;

  void publish() {
    storage.ensureBucket();
    publish(
        Model.newBuilder()
            .setName("models/toybox")
            .setKind(ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
            .setResolution(64)
            .addEmbeddingWidths(128)
            .setTrainingSettings(
                TrainingSettings.newBuilder().setSteps(1500).setHistory(21).setTimestepLow(100))
            .setClipModel("models/toybox-clip")
            .setDinoModel("models/toybox-dino"));
    publish(Model.newBuilder().setName("models/toybox-clip").setKind(ModelKind.MODEL_KIND_CLIP));
    publish(Model.newBuilder().setName("models/toybox-dino").setKind(ModelKind.MODEL_KIND_DINO));
  }

  private void publish(Model.Builder model) {
    try {
      Path folder = Files.createTempDirectory("model");
      Path file = Files.writeString(folder.resolve("model_index.json"), "{}");
      models.publish(model.build(), folder);
      Files.delete(file);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
