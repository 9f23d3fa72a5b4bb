package zoodip.platform.models.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import zoodip.platform.models.ModelStore;
import zoodip.platform.models.ModelStoreConfig;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageAt;

/** A process of its own that wants a model: it says "held" when it has it, and keeps it. */
final class OtherProcess implements AutoCloseable {
  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Starts it on the given store and cache. */
  static OtherProcess start(StorageAt store, Path cache, ResourceName model) {
    try {
      return new OtherProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  store.address(),
                  store.accessKey(),
                  store.secretKey(),
                  cache.toString(),
                  model.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has the model. */
  void awaitHeld() throws IOException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals("held")) {
          return;
        }
      }
    }
    throw new IllegalStateException("it ended without the model");
  }

  /** Ends it as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] args) throws Exception {
    Storage storage = new Storage(new StorageAt(args[0], args[1], args[2]));
    ModelStore models = new ModelStore(storage, ModelStoreConfig.in(Path.of(args[3])));
    try (CachedModel held = models.hold(models.get(ResourceName.parse(args[4])))) {
      System.out.println("held");
      // until it is killed, or who started it is gone
      while (System.in.read() >= 0) {}
    }
  }
}
