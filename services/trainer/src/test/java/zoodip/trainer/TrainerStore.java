package zoodip.trainer;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;

/** An object store of a test's own, with a bucket. */
public final class TrainerStore implements AutoCloseable {
  private final Path folder;
  private final Storage storage;
  private final int port;
  private EmbeddedStorage server;

  public TrainerStore(Path folder) {
    this.folder = folder;
    server = EmbeddedStorage.start(folder);
    port = server.endpoint().getPort();
    storage = new Storage(new Config(server));
    storage.ensureBucket();
  }

  /** Answers no more until it is started again. */
  public void stop() {
    server.close();
  }

  /** Goes on at the same address with the same objects. */
  public void startAgain() {
    server = EmbeddedStorage.start(folder, port);
  }

  public Storage storage() {
    return storage;
  }

  @Override
  public void close() {
    server.close();
  }

  private record Config(EmbeddedStorage server) implements StorageConfig {
    @Override
    public URL endpoint() {
      try {
        return server.endpoint().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String accessKey() {
      return server.accessKey();
    }

    @Override
    public String secretKey() {
      return server.secretKey();
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
      return 1;
    }
  }
}
