package zoodip.platform.models.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.CuttingProxy;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.StorageException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

@Timeout(120)
class InterruptedFetchTest {
  private static final int PART = 300_000;

  @TempDir Path folder;
  private CacheStage stage;
  private Model model;

  @BeforeEach
  void start() throws IOException {
    stage = new CacheStage(folder);
    model = stage.publish("a");
  }

  @AfterEach
  void stop() throws IOException {
    stage.close();
  }

  @Test
  void aWireThatBreaksAgainAndAgainOnlyTakesLonger() throws IOException {
    stage.wire.cut(4, PART);

    assertArrayEquals(stage.weights("a"), fetched());

    List<CuttingProxy.Request> reads = stage.wire.reads(CacheStage.WEIGHTS);
    assertTrue(reads.size() > 2, reads::toString);
    for (int i = 1; i < reads.size(); i++) {
      assertTrue(reads.get(i).from() > reads.get(i - 1).from(), reads::toString);
    }
    assertTrue(stage.wire.brought() < CacheStage.BYTES + PART, "nothing is brought twice");
  }

  @Test
  void aStoreThatBreaksOffIsAPassingFailureAndTheNextTryGoesOn() throws IOException {
    stage.wire.stall(PART);
    StorageException error = assertThrows(StorageException.class, () -> breakOff());
    assertTrue(error.getMessage().contains(CacheStage.WEIGHTS), error.getMessage());
    assertEquals(Status.Code.UNAVAILABLE, ServiceErrors.status(error).getStatus().getCode());

    stage.wire.stall(Long.MAX_VALUE / 2);
    stage.wire.setDead(false);

    assertArrayEquals(stage.weights("a"), fetched());
    List<CuttingProxy.Request> reads = stage.wire.reads(CacheStage.WEIGHTS);
    assertTrue(reads.get(reads.size() - 1).from() > 0, reads::toString);
  }

  /** The store goes away in the middle of a file. */
  private void breakOff() {
    Thread breaker =
        new Thread(
            () -> {
              try {
                stage.wire.awaitStall();
                stage.wire.setDead(true);
                stage.wire.hangUp();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    breaker.start();
    stage.models().hold(model).close();
  }

  @Test
  void theFetchOfAKilledProcessIsGoneOnWith() throws Exception {
    stage.wire.stall(PART);
    Path partial =
        stage.cache().resolve("arriving-" + model.getDigest()).resolve(CacheStage.WEIGHTS);
    try (OtherProcess killed =
        OtherProcess.start(stage.overWire, stage.cache(), ResourceName.parse(model.getName()))) {
      stage.wire.awaitStall();
      while (!Files.exists(partial) || Files.size(partial) == 0) {
        Thread.onSpinWait();
      }
    }
    long left = Files.size(partial);
    stage.wire.stall(Long.MAX_VALUE / 2);

    ModelCache models = stage.models();
    models.sweep();

    assertArrayEquals(stage.weights("a"), fetched());
    List<CuttingProxy.Request> reads = stage.wire.reads(CacheStage.WEIGHTS);
    assertEquals(left, reads.get(reads.size() - 1).from());
  }

  @Test
  void whatAnEarlierTryLeftIsOfNoUseIfItsBytesAreOthers() throws IOException {
    Path partial =
        stage.cache().resolve("arriving-" + model.getDigest()).resolve(CacheStage.WEIGHTS);
    Files.createDirectories(partial.getParent());
    Files.write(partial, new byte[1000]);

    assertArrayEquals(stage.weights("a"), fetched());
  }

  @Test
  void aFileThatIsDamagedInTheStoreIsALossAndNotKept() {
    String key = ObjectKeys.modelFile(ResourceName.parse(model.getName()), CacheStage.WEIGHTS);
    for (int bytes : new int[] {1, CacheStage.BYTES, CacheStage.BYTES + 1}) {
      stage.direct().put(key, new byte[bytes], "application/octet-stream");

      var error = assertThrows(ServiceException.class, () -> stage.models().hold(model));

      assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, error.reason());
      assertTrue(error.getMessage().contains(CacheStage.WEIGHTS), error.getMessage());
      Path arriving = stage.cache().resolve("arriving-" + model.getDigest());
      assertTrue(Files.notExists(arriving.resolve(CacheStage.WEIGHTS)));
      assertTrue(Files.notExists(stage.cache().resolve(model.getDigest())));
    }
  }

  private byte[] fetched() throws IOException {
    try (CachedModel held = stage.models().hold(model)) {
      return Files.readAllBytes(held.folder().resolve(CacheStage.WEIGHTS));
    }
  }
}
