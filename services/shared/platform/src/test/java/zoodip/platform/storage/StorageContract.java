package zoodip.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services rely on, of whatever S3 server they are given. */
abstract class StorageContract {
  private static final String TEXT = "text/plain";

  abstract Storage storage();

  /** As services that start together do. */
  static void ensureBucketAtOnce(Storage storage) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(storage::ensureBucket))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  @Test
  void makingTheBucketTwiceIsNoError() {
    storage().ensureBucket();
    storage().ensureBucket();
  }

  @Test
  void anObjectIsReadAsItWasWritten() throws Exception {
    storage().put("whole/a", bytes("one"), TEXT);
    assertArrayEquals(bytes("one"), storage().get("whole/a"));
    try (InputStream content = storage().open("whole/a")) {
      assertArrayEquals(bytes("one"), content.readAllBytes());
    }
  }

  @Test
  void ofAnObjectNoMoreIsReadThanThereMayBe() {
    storage().put("bounded/a", bytes("one"), TEXT);
    assertArrayEquals(bytes("one"), storage().get("bounded/a", 3));
    var refused = assertThrows(ObjectTooLargeException.class, () -> storage().get("bounded/a", 2));
    assertTrue(refused.getMessage().endsWith("bounded/a has more than 2 bytes"));
    assertThrows(ObjectMissingException.class, () -> storage().get("bounded/b", 2));
  }

  @Test
  void onlyTheFirstOfManyWritersWritesIfAbsent() {
    long written =
        IntStream.range(0, 16)
            .parallel()
            .filter(i -> storage().putIfAbsent("first/a", bytes("writer " + i), TEXT))
            .count();
    assertEquals(1, written);
  }

  @Test
  void aReplacementNeedsTheVersionThatWasRead() {
    storage().put("replaced/a", bytes("one"), TEXT);
    String etag = storage().find("replaced/a").orElseThrow().etag();
    assertTrue(storage().replace("replaced/a", bytes("two"), TEXT, etag));
    assertFalse(storage().replace("replaced/a", bytes("three"), TEXT, etag));
    assertArrayEquals(bytes("two"), storage().get("replaced/a"));
  }

  @Test
  void onlyTheFirstOfManyReplacementsOfAVersionCounts() {
    storage().put("raced/a", bytes("one"), TEXT);
    String etag = storage().find("raced/a").orElseThrow().etag();
    long written =
        IntStream.range(0, 16)
            .parallel()
            .filter(i -> storage().replace("raced/a", bytes("writer " + i), TEXT, etag))
            .count();
    assertEquals(1, written);
  }

  @Test
  void aReaderSeesAWholeVersionWhileOthersReplaceIt() {
    storage().put("read/a", bytes(""), TEXT);
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              var seen = storage().find("read/a").orElseThrow();
              String text = new String(seen.content(), UTF_8);
              assertEquals("x".repeat(text.length() / 2) + "y".repeat(text.length() / 2), text);
              String next = "x".repeat(i) + "y".repeat(i);
              storage().replace("read/a", bytes(next), TEXT, seen.etag());
            });
  }

  @Test
  void whatIsMissingIsSaidToBeMissing() {
    assertEquals(Optional.empty(), storage().find("missing/a"));
    assertFalse(storage().exists("missing/a"));
    var missing = assertThrows(ObjectMissingException.class, () -> storage().get("missing/a"));
    assertTrue(missing.getMessage().contains("missing/a"), missing.getMessage());
  }

  @Test
  void keysAreListedByPrefixAndDeletedWithIt() {
    for (String key : List.of("listed/b", "listed/a/x", "listed-not/a")) {
      storage().put(key, bytes(key), TEXT);
    }
    assertEquals(List.of("listed/a/x", "listed/b"), storage().list("listed/"));
    storage().deleteAll("listed/");
    assertEquals(List.of(), storage().list("listed/"));
    assertTrue(storage().exists("listed-not/a"));
  }

  @Test
  void deletingWhatIsNotThereIsNoError() {
    storage().delete("never/was");
  }

  @Test
  void aFileIsStoredWhole(@TempDir Path folder) throws Exception {
    byte[] content = new byte[6 << 20];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    Path file = Files.write(folder.resolve("large"), content);
    storage().putFile("file/large", file);
    assertArrayEquals(content, storage().get("file/large"));
  }

  @Test
  void aFileThatHasTheBeginningGetsTheRest(@TempDir Path folder) throws Exception {
    storage().put("fetched/a", bytes("0123456789"), TEXT);
    for (String there : List.of("", "0123", "0123456789")) {
      Path file = Files.writeString(folder.resolve("file"), there);
      storage().fetch("fetched/a", file, 10);
      assertArrayEquals(bytes("0123456789"), Files.readAllBytes(file));
    }
    storage().fetch("fetched/a", folder.resolve("new"), 10);
    assertArrayEquals(bytes("0123456789"), Files.readAllBytes(folder.resolve("new")));
    assertThrows(
        ObjectMissingException.class,
        () -> storage().fetch("missing/a", folder.resolve("none"), 10));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
