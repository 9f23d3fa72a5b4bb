package zoodip.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;
import zoodip.v1.TrainingSettings;

/** Base models as the gateway sees them: descriptions, with one file of the autoencoder. */
public final class TestModels {
  private TestModels() {}

  /** Publishes to the object store that an application with these settings uses. */
  public static void publish(Map<String, String> settings) {
    Storage storage = new Storage(new Place(settings));
    storage.ensureBucket();
    publish(storage);
  }

  static void publish(Storage storage) {
    publish(
        storage,
        Model.newBuilder()
            .setName("models/toybox")
            .setKind(ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
            .setResolution(64)
            .addEmbeddingWidths(128)
            .setTrainingSettings(
                TrainingSettings.newBuilder().setSteps(1500).setHistory(21).setTimestepLow(100))
            .setClipModel("models/toybox-clip")
            .setDinoModel("models/toybox-dino"));
    publish(
        storage,
        Model.newBuilder()
            .setName("models/two-encoders")
            .setKind(ModelKind.MODEL_KIND_TEXT_TO_IMAGE)
            .addEmbeddingWidths(768)
            .addEmbeddingWidths(1280));
    publish(
        storage,
        Model.newBuilder().setName("models/toybox-clip").setKind(ModelKind.MODEL_KIND_CLIP));
    publish(
        storage,
        Model.newBuilder().setName("models/toybox-dino").setKind(ModelKind.MODEL_KIND_DINO));
  }

  private static void publish(Storage storage, Model.Builder model) {
    try {
      Path folder = Files.createTempDirectory("model");
      Path vae = Files.createDirectory(folder.resolve("vae"));
      Path config =
          Files.writeString(vae.resolve("config.json"), "{\"block_out_channels\": [8, 8, 8]}");
      new ModelStore(storage, ModelStoreConfig.in(folder)).publish(model.build(), folder);
      for (Path path : new Path[] {config, vae, folder}) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Place(Map<String, String> settings) implements StorageConfig {
    @Override
    public URL endpoint() {
      try {
        return URI.create(settings.get("storage.endpoint")).toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public String accessKey() {
      return settings.get("storage.access-key");
    }

    @Override
    public String secretKey() {
      return settings.get("storage.secret-key");
    }

    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public String bucket() {
      return "zoodip";
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(10);
    }

    @Override
    public int attempts() {
      return 2;
    }
  }
}
