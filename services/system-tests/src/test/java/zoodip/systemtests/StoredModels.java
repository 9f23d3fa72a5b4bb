package zoodip.systemtests;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Path;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.storage.Storage;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;

/** Puts the toybox's models into an object store, as an operator imports a model. */
final class StoredModels {
  private StoredModels() {}

  static void publishToybox(EmbeddedStorage store, Path folder) {
    publishToybox(
        new StorageAccess(store.endpoint(), store.accessKey(), store.secretKey()), folder);
  }

  static void publishToybox(StorageAccess access, Path folder) {
    Storage storage = new Storage(access);
    storage.ensureBucket();
    ModelStoreConfig cache = ModelStoreConfig.in(folder.resolve("cache"));
    ModelStore models = new ModelStore(storage, cache);
    for (ModelDescription model : Toybox.models()) {
      models.publish(parse(model.json()), model.extract(folder.resolve(model.name())));
    }
  }

  private static Model parse(String json) {
    try {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser().merge(json, model);
      return model.build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
