package zoodip.inference.generation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

class GenerationSizeTest {
  private static final Model MODEL = Model.newBuilder().setResolution(64).build();

  private static GenerationSettings size(int width, int height) {
    return GenerationSettings.newBuilder().setWidth(width).setHeight(height).build();
  }

  private static ServiceException refusal(int width, int height) {
    return assertThrows(
        ServiceException.class, () -> GenerationSize.check(size(width, height), 8, 64 * 64));
  }

  @Test
  void acceptsMultiplesOfTheModelsFactor() {
    assertDoesNotThrow(() -> GenerationSize.check(size(64, 64), 8, 64 * 64));
    assertDoesNotThrow(() -> GenerationSize.check(size(8, 512), 8, 64 * 64));
  }

  @Test
  void refusesOtherSizesAndNamesTheNearest() {
    ServiceException refusal = refusal(60, 64);
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refusal.reason());
    assertEquals(
        "settings.width is 60 pixels, but this model draws multiples of 8: take 64",
        refusal.getMessage());
    assertEquals(
        "settings.height is 3 pixels, but this model draws multiples of 8: take 8",
        refusal(64, 3).getMessage());
  }

  @Test
  void refusesMorePixelsThanAllowed() {
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refusal(64, 72).reason());
  }

  @Test
  void drawsFewerOfLargeImagesAtOnce() {
    assertEquals(8, plan(64, 64).batchRows(8));
    assertEquals(8, plan(32, 64).batchRows(8));
    assertEquals(2, plan(128, 128).batchRows(8));
    assertEquals(1, plan(640, 640).batchRows(8));
  }

  private static GenerationPlan plan(int width, int height) {
    return new GenerationPlan(MODEL, size(width, height));
  }
}
