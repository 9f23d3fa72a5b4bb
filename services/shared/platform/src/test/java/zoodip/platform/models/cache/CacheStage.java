package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.CuttingProxy;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageAt;
import zoodip.v1.Model;

/** A store with models, a wire to it that breaks on demand, and a cache that is filled over it. */
final class CacheStage implements AutoCloseable {
  static final int BYTES = 1 << 20;
  static final String WEIGHTS = "unet/weights.safetensors";

  private final Path folder;
  private final EmbeddedStorage server;
  private final Storage direct;
  final CuttingProxy wire;
  final StorageAt overWire;
  final Storage storage;

  CacheStage(Path folder) {
    this.folder = folder;
    server = EmbeddedStorage.start(folder.resolve("objects"));
    direct =
        new Storage(
            new StorageAt(server.endpoint().toString(), server.accessKey(), server.secretKey()));
    direct.ensureBucket();
    wire = new CuttingProxy(server.endpoint());
    overWire = new StorageAt(wire.address(), server.accessKey(), server.secretKey());
    storage = new Storage(overWire);
  }

  Path cache() {
    return folder.resolve("cache");
  }

  /** The store without the wire. */
  Storage direct() {
    return direct;
  }

  /** A cache that keeps any number of models. */
  ModelCache models() {
    return models(Long.MAX_VALUE);
  }

  ModelCache models(long limit) {
    return new ModelCache(storage, cache(), limit);
  }

  /** A model of 1 MiB and a small file in the store. */
  Model publish(String id) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source-" + id));
    byte[] weights = new byte[BYTES];
    new Random(id.hashCode()).nextBytes(weights);
    Files.createDirectories(source.resolve("unet"));
    Files.write(source.resolve(WEIGHTS), weights);
    Files.writeString(source.resolve("model_index.json"), "{}");
    ResourceName name = ResourceName.model(id);
    ModelStore models = new ModelStore(direct, ModelStoreConfig.in(cache()));
    models.publish(Model.newBuilder().setName(name.toString()).build(), source);
    return models.get(name);
  }

  byte[] weights(String id) throws IOException {
    return Files.readAllBytes(folder.resolve("source-" + id).resolve(WEIGHTS));
  }

  @Override
  public void close() throws IOException {
    wire.close();
    server.close();
  }
}
