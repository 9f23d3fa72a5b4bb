package zoodip.images.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.Fixtures;
import zoodip.images.webp.WebpDecoder;

class DecodingMemoryTest {
  private final PhotoDecoder photo =
      WebpDecoder.read(Fixtures.file("lossless.webp"), PhotoLimits.STORED);
  private final DecodingMemory memory = new DecodingMemory(10 << 20, "of the heap (-Xmx)");

  @Test
  void whoFindsNoRoomWaits() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    var first =
        CompletableFuture.supplyAsync(
            () ->
                memory.with(
                    6 << 20,
                    photo,
                    () -> {
                      inside.countDown();
                      await(leave);
                      return true;
                    }));
    inside.await();
    assertTrue(memory.with(4 << 20, photo, () -> true), "there is room for a small one");
    var second =
        CompletableFuture.supplyAsync(
            () -> memory.with(6 << 20, photo, () -> leave.getCount() == 0));
    assertFalse(second.isDone());
    leave.countDown();
    assertTrue(first.join() && second.join(), "the second came in while the first was there");
  }

  @Test
  void whatNeverFitsIsRefusedByName() {
    var refused =
        assertThrows(BadPhotoException.class, () -> memory.with(11 << 20, photo, () -> "decoded"));
    assertEquals(BadPhotoException.Reason.TOO_MANY_PIXELS, refused.reason());
    assertEquals(
        "The photo has 41 x 29 pixels, and to decode it as this WEBP file takes 11 MiB of the heap"
            + " (-Xmx), where photos have 10: scale it down or save it as a JPEG or PNG file.",
        refused.getMessage());
  }

  @Test
  void memoryComesBackAfterAFailure() {
    for (int i = 0; i < 3; i++) {
      assertThrows(
          IllegalStateException.class,
          () ->
              memory.with(
                  10 << 20,
                  photo,
                  () -> {
                    throw new IllegalStateException();
                  }));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
