package zoodip.cli.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.errors.UsageException;

@Timeout(60)
class HubTest {
  private static final String WEIGHTS = "unet/model.safetensors";
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final HubRetries QUICK = new HubRetries(3, Duration.ofMillis(1), SILENCE);
  private static final HubRetries ONCE = new HubRetries(1, Duration.ofMillis(1), SILENCE);

  private final FakeHub server = new FakeHub();
  private final byte[] content = new byte[200_000];

  @TempDir private Path cache;

  HubTest() {
    new Random(1).nextBytes(content);
    server.file(WEIGHTS, content).file("unet/config.json", "{}").file("a file.txt", "words");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Hub open(HubRetries retries, String token) {
    return Hub.open(
        HubRepository.of(server.endpoint(), "owner/model"),
        Optional.of(token).filter(secret -> !secret.isEmpty()),
        cache,
        retries,
        (path, bytes, total) -> server.arrived(bytes));
  }

  private Hub open(HubRetries retries) {
    return open(retries, "");
  }

  private byte[] fetched(Hub hub) throws IOException {
    hub.fetch(List.of(WEIGHTS));
    return Files.readAllBytes(hub.folder().resolve(WEIGHTS));
  }

  private long requests(String text) {
    return server.requests().stream().filter(request -> request.contains(text)).count();
  }

  @Test
  void filesAreListedAndFetchedFromWhereverTheyAre() throws IOException {
    Hub hub = open(ONCE);
    assertEquals(List.of("a file.txt", "unet/config.json", WEIGHTS), hub.paths());
    hub.fetch(hub.paths());
    assertEquals("words", Files.readString(hub.folder().resolve("a file.txt")));
    assertArrayEquals(content, fetched(hub));
    assertTrue(hub.folder().endsWith(Path.of("owner--model", FakeHub.COMMIT)));
    try (var all = Files.walk(cache)) {
      assertTrue(all.noneMatch(path -> path.toString().contains(".part")));
    }
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    var unused = fetched(open(ONCE));
    server.forgetRequests();
    assertArrayEquals(content, fetched(open(ONCE)));
    assertEquals(1, server.requests().size(), () -> server.requests().toString());
  }

  @Test
  void aCutConnectionGoesOnWhereItWas() throws IOException {
    server.cut(70_000);
    assertArrayEquals(content, fetched(open(QUICK)));
    assertEquals(1, requests("bytes=70000- 206"), () -> server.requests().toString());
  }

  @Test
  void aConnectionThatFallsSilentIsGivenUp() throws IOException {
    server.stall(70_000);
    assertArrayEquals(content, fetched(open(QUICK)));
    assertEquals(1, requests("bytes=70000- 206"), () -> server.requests().toString());
  }

  @Test
  void anotherRunGoesOnWhereTheFirstWas() throws IOException {
    server.cut(70_000);
    Hub first = open(ONCE);
    assertThrows(HubException.class, () -> first.fetch(List.of(WEIGHTS)));
    assertFalse(Files.exists(first.folder().resolve(WEIGHTS)));
    assertArrayEquals(content, fetched(open(ONCE)));
    assertEquals(1, requests("bytes=70000- 206"), () -> server.requests().toString());
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedFromItsBeginning() throws IOException {
    server.cut(70_000);
    Hub first = open(ONCE);
    assertThrows(HubException.class, () -> first.fetch(List.of(WEIGHTS)));
    server.version("\"v2\"");
    assertArrayEquals(content, fetched(open(ONCE)));
    assertEquals(1, requests("bytes=70000- 200"), () -> server.requests().toString());
  }

  @Test
  void aPartThatIsTooLongIsForgotten() throws IOException {
    server.cut(70_000);
    Hub first = open(ONCE);
    assertThrows(HubException.class, () -> first.fetch(List.of(WEIGHTS)));
    Files.write(first.folder().resolve(WEIGHTS + ".part"), new byte[300_000]);
    assertArrayEquals(content, fetched(open(QUICK)));
  }

  @Test
  void contentWithAnotherDigestIsNotKept() throws IOException {
    Hub hub = open(QUICK);
    server.wrongDigest(WEIGHTS);
    var problem = assertThrows(HubException.class, () -> hub.fetch(List.of(WEIGHTS)));
    assertTrue(problem.getMessage().contains("damaged"), problem::getMessage);
    try (var files = Files.list(hub.folder().resolve("unet"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void passingFailuresAreTriedAgain() throws IOException {
    server.fail(2);
    assertArrayEquals(content, fetched(open(QUICK)));
    server.fail(3);
    var problem = assertThrows(HubException.class, () -> open(QUICK));
    assertTrue(problem.getMessage().contains("503"), problem::getMessage);
  }

  @Test
  void theTokenGoesToTheHubAlone() throws IOException {
    server.token("secret");
    assertThrows(UsageException.class, () -> open(ONCE));
    assertArrayEquals(content, fetched(open(ONCE, "secret")));
    assertEquals(List.of(), server.tokensElsewhere());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | RepoNotFound | HF_TOKEN
          401 | GatedRepo | is gated: accept its terms
          403 | GatedRepo | is gated: accept its terms
          403 | '' | HF_TOKEN
          404 | RepoNotFound | There is no repository owner/model
          404 | RevisionNotFound | has no revision 'main'
          400 | '' | answers 400
          """)
  void refusalsAreExplained(int status, String code, String words) {
    server.refuse(status, code);
    var problem = assertThrows(UsageException.class, () -> open(QUICK));
    assertTrue(problem.getMessage().contains(words), problem::getMessage);
    assertEquals(1, server.requests().size());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Hub hub = open(ONCE);
    var problem = assertThrows(UsageException.class, () -> hub.fetch(List.of("vae/config.json")));
    assertTrue(problem.getMessage().contains("has no file vae/config.json"), problem::getMessage);
  }

  @Test
  void aPathOutsideOfTheRepositoryIsRefused() {
    Hub hub = open(ONCE);
    assertThrows(UsageException.class, () -> hub.fetch(List.of("../../escaped.json")));
  }

  @Test
  void progressIsHeard() {
    List<String> heard = new ArrayList<>();
    Hub hub =
        Hub.open(
            HubRepository.of(server.endpoint(), "owner/model@v1"),
            Optional.empty(),
            cache,
            ONCE,
            (path, bytes, total) -> heard.add(path + " " + bytes + "/" + total));
    hub.fetch(List.of(WEIGHTS));
    assertEquals(WEIGHTS + " 200000/200000", heard.get(heard.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "owner/model@", "a/b/c", "owner/mo del"})
  void whatIsNoRepositoryIsRefused(String text) {
    assertThrows(UsageException.class, () -> HubRepository.of(server.endpoint(), text));
  }

  @Test
  void aHubThatIsNotThereIsNamed() {
    HubRepository nowhere = HubRepository.of("http://localhost:1", "owner/model");
    assertThrows(
        HubException.class,
        () -> Hub.open(nowhere, Optional.empty(), cache, QUICK, DownloadProgress.NONE));
  }
}
