package zoodip.platform.models.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

class ModelCacheTest {
  @TempDir Path folder;
  private CacheStage stage;

  @BeforeEach
  void start() {
    stage = new CacheStage(folder);
  }

  @AfterEach
  void stop() throws IOException {
    stage.close();
  }

  @Test
  void aModelIsFetchedOnceHoweverManyWantItAtOnce() throws IOException {
    Model model = stage.publish("a");
    ModelCache first = stage.models();
    ModelCache second = stage.models();

    List<CompletableFuture<CachedModel>> all =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? first : second).hold(model)))
            .toList();
    for (CompletableFuture<CachedModel> each : all) {
      try (CachedModel held = each.join()) {
        assertArrayEquals(
            stage.weights("a"), Files.readAllBytes(held.folder().resolve(CacheStage.WEIGHTS)));
      }
    }

    assertEquals(1, stage.wire.reads(CacheStage.WEIGHTS).size());
  }

  @Test
  void theFolderIsItsOwnersAlone() throws IOException {
    assumeTrue(isPosix());
    Files.createDirectories(stage.cache());
    Files.setPosixFilePermissions(stage.cache(), PosixFilePermissions.fromString("rwxrwxrwx"));

    fetch(stage.models(), stage.publish("a"));

    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stage.cache())));
  }

  @Test
  void aFolderOfAnotherUserIsRefusedByName() throws IOException {
    assumeTrue(isPosix() && System.getProperty("user.name").equals("root"));
    Files.createDirectories(stage.cache());
    Files.setAttribute(stage.cache(), "unix:uid", 4711, LinkOption.NOFOLLOW_LINKS);
    Model model = stage.publish("a");

    var error = assertThrows(ServiceException.class, () -> stage.models().hold(model));

    assertEquals(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, error.reason());
    assertTrue(error.getMessage().contains("belongs to 4711"), error.getMessage());
    assertTrue(error.getMessage().contains("model-cache.folder"), error.getMessage());
  }

  @Test
  void aFolderThatIsThereIsNotTrustedWithoutItsMarker() throws IOException {
    Model model = stage.publish("a");
    Path planted = stage.cache().resolve(model.getDigest());
    Files.createDirectories(planted.resolve("unet"));
    Files.write(planted.resolve(CacheStage.WEIGHTS), new byte[CacheStage.BYTES]);
    Files.writeString(planted.resolve("model_index.json"), "{}");
    Files.writeString(planted.resolve("more.safetensors"), "not of this model");

    try (CachedModel held = stage.models().hold(model)) {
      assertArrayEquals(
          stage.weights("a"), Files.readAllBytes(held.folder().resolve(CacheStage.WEIGHTS)));
      assertFalse(Files.exists(held.folder().resolve("more.safetensors")));
    }
    assertEquals(List.of(), stage.wire.reads("model_index.json"));
  }

  @Test
  void aMarkerThatNamesAnotherDigestIsNoMarker() throws IOException {
    Model model = stage.publish("a");
    fetch(stage.models(), model);
    Files.writeString(stage.cache().resolve(model.getDigest() + ".complete"), "0".repeat(64));
    Files.write(
        stage.cache().resolve(model.getDigest()).resolve(CacheStage.WEIGHTS),
        new byte[CacheStage.BYTES]);

    try (CachedModel held = stage.models().hold(model)) {
      assertArrayEquals(
          stage.weights("a"), Files.readAllBytes(held.folder().resolve(CacheStage.WEIGHTS)));
    }
  }

  @Test
  void aFileThatIsGoneOrShorterIsFetchedAgain() throws IOException {
    Model model = stage.publish("a");
    fetch(stage.models(), model);
    Path kept = stage.cache().resolve(model.getDigest());
    Files.delete(kept.resolve("model_index.json"));
    Files.write(kept.resolve(CacheStage.WEIGHTS), new byte[] {1, 2, 3});

    try (CachedModel held = stage.models().hold(model)) {
      assertEquals("{}", Files.readString(held.folder().resolve("model_index.json")));
      assertArrayEquals(
          stage.weights("a"), Files.readAllBytes(held.folder().resolve(CacheStage.WEIGHTS)));
    }
  }

  @Test
  void theLongestUnusedModelsMakeRoom() throws IOException {
    ModelCache models = stage.models(2 * CacheStage.BYTES + 100);
    Model a = stage.publish("a");
    Model b = stage.publish("b");
    fetch(models, a);
    fetch(models, b);
    fetch(models, a);

    fetch(models, stage.publish("c"));

    assertTrue(isKept(a));
    assertFalse(isKept(b));
  }

  @Test
  void aModelInUseIsNeverEvicted() throws IOException {
    ModelCache models = stage.models(CacheStage.BYTES + 100);
    Model a = stage.publish("a");
    Model b = stage.publish("b");
    try (CachedModel held = models.hold(a)) {
      fetch(stage.models(CacheStage.BYTES + 100), b);
      assertTrue(Files.exists(held.folder().resolve(CacheStage.WEIGHTS)));
    }

    fetch(models, stage.publish("c"));

    assertFalse(isKept(a));
    assertFalse(isKept(b));
  }

  @Test
  void aModelThatAnotherProcessUsesIsNotEvictedUntilItEnds() throws IOException {
    Model a = stage.publish("a");
    ModelCache models = stage.models(CacheStage.BYTES + 100);
    try (OtherProcess other = OtherProcess.start(stage.overWire, stage.cache(), name(a))) {
      other.awaitHeld();
      fetch(models, stage.publish("b"));
      assertTrue(isKept(a));
    }

    fetch(models, stage.publish("c"));

    assertFalse(isKept(a));
  }

  @Test
  void aDiskThatIsFullIsSaidWithWhatToSetAndIdleModelsGoFirst() throws IOException {
    Model a = stage.publish("a");
    fetch(stage.models(), a);
    Model b = stage.publish("b");
    ModelCache full =
        new ModelCache(stage.storage, stage.cache(), Long.MAX_VALUE, path -> CacheStage.BYTES / 2);

    var error = assertThrows(ServiceException.class, () -> full.hold(b));

    assertEquals(ErrorReason.ERROR_REASON_OVERLOADED, error.reason());
    assertTrue(error.getMessage().contains("models/b"), error.getMessage());
    assertTrue(error.getMessage().contains("set model-cache.folder"), error.getMessage());
    assertFalse(isKept(a));
  }

  @Test
  void atStartOnlyWhatCanBeGoneOnWithIsLeftOfFetches() throws IOException {
    Model a = stage.publish("a");
    fetch(stage.models(), a);
    Path dead = Files.createDirectories(stage.cache().resolve("arriving-123456789/unet"));
    Files.write(dead.resolve("weights.safetensors"), new byte[9]);
    Path twice = Files.createDirectories(stage.cache().resolve("arriving-" + a.getDigest()));
    Path waiting = Files.createDirectories(stage.cache().resolve("arriving-" + "1".repeat(64)));

    stage.models().sweep();

    assertFalse(Files.exists(dead.getParent()));
    assertFalse(Files.exists(twice));
    assertTrue(Files.exists(waiting));
    assertTrue(isKept(a));
  }

  @Test
  void aCacheThatIsNotUsedIsNotMade() {
    stage.models().sweep();
    assertFalse(Files.exists(stage.cache()));
  }

  private boolean isKept(Model model) throws IOException {
    try (Stream<Path> entries = Files.list(stage.cache())) {
      return entries.anyMatch(entry -> entry.endsWith(model.getDigest()));
    }
  }

  private static void fetch(ModelCache models, Model model) {
    models.hold(model).close();
  }

  private static zoodip.platform.names.ResourceName name(Model model) {
    return zoodip.platform.names.ResourceName.parse(model.getName());
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
