package zoodip.local;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import zoodip.platform.files.TemporaryFolder;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;

/**
 * Puts the toybox's models into the store when they are not there. That is done before the services
 * start: from their first answer on, clients find the models.
 */
final class ToyboxPublisher {
  private final ModelStore models;
  private final Path folder;

  private ToyboxPublisher(ModelStore models, Path folder) {
    this.models = models;
    this.folder = folder;
  }

  /**
   * Publishes with the settings that the services will have.
   *
   * @param folder of temporary files, where models are unpacked for the time of publishing
   */
  static void publish(Path folder) {
    SmallRyeConfig settings =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDefaultSources()
            .withMapping(StorageConfig.class)
            .withMapping(ModelStoreConfig.class)
            .build();
    Storage storage = new Storage(settings.getConfigMapping(StorageConfig.class));
    storage.ensureBucket();
    ModelStore models = new ModelStore(storage, settings.getConfigMapping(ModelStoreConfig.class));
    Toybox.models().forEach(new ToyboxPublisher(models, folder)::publish);
  }

  private void publish(ModelDescription model) {
    if (models.find(ResourceName.parse(model.name())).isPresent()) {
      return;
    }
    try (TemporaryFolder unpacked = TemporaryFolder.open(folder, "toybox")) {
      models.publish(parse(model), model.extract(unpacked.path()));
    }
  }

  private static Model parse(ModelDescription model) {
    try {
      Model.Builder description = Model.newBuilder();
      JsonFormat.parser().merge(model.json(), description);
      return description.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The description of " + model.name() + " is damaged", e);
    }
  }
}
