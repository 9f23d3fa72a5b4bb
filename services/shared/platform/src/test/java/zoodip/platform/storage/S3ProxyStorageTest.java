package zoodip.platform.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedStorage;
import zoodip.embedded.Ports;

class S3ProxyStorageTest extends StorageContract {
  @TempDir static Path folder;

  private static EmbeddedStorage server;
  private static Storage storage;

  @BeforeAll
  static void start() {
    server = EmbeddedStorage.start(folder, Ports.free().storage());
    storage =
        new Storage(
            new StorageAt(server.endpoint().toString(), server.accessKey(), server.secretKey()));
    ensureBucketAtOnce(storage);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  Storage storage() {
    return storage;
  }

  @Test
  void aStoreThatDoesNotAnswerIsNamedInTheError() {
    Storage nobody = new Storage(new StorageAt("http://127.0.0.1:1", "a", "b".repeat(8)));
    var failure = assertThrows(StorageException.class, () -> nobody.get("some/key"));
    assertTrue(failure.getMessage().contains("cannot read some/key"), failure.getMessage());
  }

  @Test
  void aWriteWaitsForTheBucketThatAnotherServiceMakes(@TempDir Path another) {
    try (EmbeddedStorage fresh = EmbeddedStorage.start(another, Ports.free().storage())) {
      Storage early =
          new Storage(
              new StorageAt(fresh.endpoint().toString(), fresh.accessKey(), fresh.secretKey()));
      var maker =
          CompletableFuture.runAsync(
              early::ensureBucket, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
      early.put("some/key", new byte[] {1}, "application/octet-stream");
      maker.join();
      assertTrue(early.exists("some/key"));
    }
  }

  @Test
  void wrongCredentialsAreNotTriedAgain() {
    Storage stranger =
        new Storage(new StorageAt(server.endpoint().toString(), "stranger", "no-such-secret"));
    assertThrows(StorageException.class, () -> stranger.get("some/key"));
  }
}
