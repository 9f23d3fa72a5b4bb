package zoodip.systemtests;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.Toybox;
import zoodip.v1.Model;

/** Puts the toybox's models into an object store, as an operator imports a model. */
final class StoredModels {
  private StoredModels() {}

  static void publishToybox(EmbeddedStorage store, Path folder) {
    Storage storage = new Storage(new Access(store));
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

  private record Access(EmbeddedStorage store) implements StorageConfig {
    @Override
    public URL endpoint() {
      try {
        return store.endpoint().toURL();
      } catch (MalformedURLException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public String accessKey() {
      return store.accessKey();
    }

    @Override
    public String secretKey() {
      return store.secretKey();
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
      return Duration.ofSeconds(30);
    }

    @Override
    public int attempts() {
      return 4;
    }
  }
}
