package zoodip.concepts;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;

/** An object store of a test's own, with a bucket. */
public final class ConceptStore implements AutoCloseable {
  private final EmbeddedStorage server;
  private final Storage storage;

  public ConceptStore(Path folder) {
    server = EmbeddedStorage.start(folder);
    storage = new Storage(new Config(server.endpoint(), server.accessKey(), server.secretKey()));
    storage.ensureBucket();
  }

  public Storage storage() {
    return storage;
  }

  /** Puts what a training of an earlier version left where it was. */
  public void putRecorded() throws IOException {
    Path objects = recorded().resolve("objects");
    List<Path> files;
    try (Stream<Path> all = Files.walk(objects)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String key = objects.relativize(file).toString().replace('\\', '/');
      storage.put(key, Files.readAllBytes(file), "application/octet-stream");
    }
  }

  /** What was recorded: objects of two trainings on the toybox, their jobs and their concepts. */
  public static Path recorded() {
    try {
      return Path.of(ConceptStore.class.getResource("/recorded").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private record Config(URI address, String accessKey, String secretKey) implements StorageConfig {
    @Override
    public URL endpoint() {
      try {
        return address.toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
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
      return 2;
    }
  }
}
