package zoodip.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedStorage;

/** How many requests to a real object store things take. */
class RequestCountTest {
  @TempDir Path folder;
  private EmbeddedStorage server;
  private CountedRequests requests;
  private Storage storage;
  private StoredDocuments<String> documents;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedStorage.start(folder);
    requests = new CountedRequests(server.endpoint());
    storage =
        new Storage(new StorageAt(requests.endpoint(), server.accessKey(), server.secretKey()));
    storage.ensureBucket();
    documents = new StoredDocuments<>(storage, (key, text) -> new String(text, UTF_8));
  }

  @AfterEach
  void stop() throws Exception {
    requests.close();
    server.close();
  }

  @Test
  void aListThatHasNotChangedTakesOneRequest() {
    IntStream.range(0, 50).forEach(i -> put("d/" + i + "/doc", "first " + i));
    assertEquals(50, list().size());
    requests.taken();

    assertEquals(50, list().size());

    assertEquals(1, requests.taken().size());
  }

  @Test
  void onlyWhatIsNewOrHasChangedIsReadAgain() {
    IntStream.range(0, 50).forEach(i -> put("d/" + i + "/doc", "first " + i));
    list();
    put("d/7/doc", "second 7");
    put("d/new/doc", "new");
    storage.delete("d/8/doc");
    requests.taken();

    List<String> now = list();

    assertEquals(3, requests.taken().size());
    assertEquals(50, now.size());
    assertTrue(now.containsAll(Set.of("second 7", "new", "first 9")), now.toString());
  }

  @Test
  void whatIsNoDocumentIsNotRead() {
    put("d/1/doc", "one");
    IntStream.range(0, 20).forEach(i -> put("d/1/photos/" + i, "photo"));
    requests.taken();

    assertEquals(List.of("one"), list());

    assertEquals(2, requests.taken().size());
  }

  @Test
  void manyObjectsAreDeletedWithFewRequests() {
    IntStream.range(0, 150).forEach(i -> put("gone/" + i, "x"));
    put("gone-not", "x");
    requests.taken();

    storage.deleteAll("gone/", Set.of("gone/3"));

    List<String> taken = requests.taken();
    assertEquals(2, taken.size(), taken.toString());
    assertEquals(List.of("gone/3"), storage.list("gone/"));
    assertTrue(storage.exists("gone-not"));
  }

  private List<String> list() {
    return documents.list("d/", key -> key.endsWith("/doc"));
  }

  private void put(String key, String text) {
    storage.put(key, text.getBytes(UTF_8), "text/plain");
  }
}
