package zoodip.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedStorageTest {
  private static final String BUCKET = "things";
  private static final int PRECONDITION_FAILED = 412;

  @TempDir Path folder;

  @Test
  void aRestartOnTheSameFolderKeepsObjects() throws Exception {
    try (EmbeddedStorage storage = EmbeddedStorage.start(folder)) {
      client(storage).makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      putNew(client(storage), "a/b/c.bin", "kept");
    }
    try (EmbeddedStorage storage = EmbeddedStorage.start(folder)) {
      assertArrayEquals(bytes("kept"), get(client(storage), "a/b/c.bin"));
    }
  }

  @Test
  void aCopyThatLostTheFilesAttributesIsServed() throws Exception {
    Path original = folder.resolve("original");
    Path copy = folder.resolve("copy");
    String etag;
    try (EmbeddedStorage storage = EmbeddedStorage.start(original)) {
      client(storage).makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      putNew(client(storage), "a/b/c.bin", "kept");
      etag = listed(client(storage)).etag();
    }
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        // contents and nothing else
        Files.copy(file, copy.resolve(original.relativize(file).toString()));
      }
    }
    try (EmbeddedStorage storage = EmbeddedStorage.start(copy)) {
      assertEquals(etag, listed(client(storage)).etag());
      assertArrayEquals(bytes("kept"), get(client(storage), "a/b/c.bin"));
    }
  }

  private static Item listed(MinioClient client) throws Exception {
    return client
        .listObjects(ListObjectsArgs.builder().bucket(BUCKET).recursive(true).build())
        .iterator()
        .next()
        .get();
  }

  @Test
  void aConditionalPutOfAnExistingObjectIsRefusedAndChangesNothing() throws Exception {
    try (EmbeddedStorage storage = EmbeddedStorage.start(folder)) {
      MinioClient client = client(storage);
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      putNew(client, "once", "first");
      var refusal =
          assertThrows(ErrorResponseException.class, () -> putNew(client, "once", "second"));
      assertEquals(PRECONDITION_FAILED, refusal.response().code());
      assertArrayEquals(bytes("first"), get(client, "once"));
    }
  }

  @Test
  void ofManyConditionalPutsAtOnceOneWins() throws Exception {
    try (EmbeddedStorage storage = EmbeddedStorage.start(folder)) {
      MinioClient client = client(storage);
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      AtomicInteger won = new AtomicInteger();
      var callers = Executors.newFixedThreadPool(8);
      var attempts =
          IntStream.range(0, 32)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        if (wins(client, i)) {
                          won.incrementAndGet();
                        }
                        return null;
                      })
              .toList();
      for (var done : callers.invokeAll(attempts)) {
        done.get();
      }
      callers.shutdown();
      assertEquals(1, won.get());
    }
  }

  @Test
  void aWrongSecretIsRefused() throws Exception {
    try (EmbeddedStorage storage = EmbeddedStorage.start(folder)) {
      client(storage).makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
      MinioClient stranger =
          MinioClient.builder()
              .endpoint(storage.endpoint().toString())
              .credentials(storage.accessKey(), "not the secret")
              .region("us-east-1")
              .build();
      assertThrows(ErrorResponseException.class, () -> putNew(stranger, "theirs", "x"));
    }
  }

  private static boolean wins(MinioClient client, int caller) throws Exception {
    try {
      putNew(client, "contested", "caller " + caller);
      return true;
    } catch (ErrorResponseException e) {
      assertEquals(PRECONDITION_FAILED, e.response().code());
      return false;
    }
  }

  private static MinioClient client(EmbeddedStorage storage) {
    return MinioClient.builder()
        .endpoint(storage.endpoint().toString())
        .credentials(storage.accessKey(), storage.secretKey())
        .region("us-east-1")
        .build();
  }

  private static void putNew(MinioClient client, String key, String text) throws Exception {
    byte[] content = bytes(text);
    client.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(key).stream(
                new ByteArrayInputStream(content), content.length, -1)
            .headers(Map.of("If-None-Match", "*"))
            .build());
  }

  private static byte[] get(MinioClient client, String key) throws Exception {
    try (InputStream content =
        client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return content.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
