package zoodip.images.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;

class PngChunkFileTest {
  private static final RgbImage IMAGE = RgbImage.filled(5, 4, 0x102030);
  private static final byte[] PNG = Png.encode(IMAGE, Map.of("seed", "42"));

  @Test
  void aChunkMoreStandsAfterTheHeaderAndChangesNothingElse() {
    byte[] content = {1, 2, 3};
    byte[] larger = PngChunkFile.insertAfterHeader(PNG, "caBX", content);
    PngChunkFile.Located chunk = PngChunkFile.find(larger, "caBX").get(0);

    assertEquals(33, chunk.start());
    assertEquals(33 + 12 + 3, chunk.end());
    assertArrayEquals(content, chunk.bytes());
    assertTrue(chunk.intact());
    assertEquals(IMAGE, Photos.decode(larger, PhotoLimits.STORED).image());
    assertEquals(Map.of("seed", "42"), Png.text(larger));
    assertArrayEquals(
        Arrays.copyOfRange(PNG, 33, PNG.length),
        Arrays.copyOfRange(larger, chunk.end(), larger.length));
  }

  @Test
  void aDamagedChunkIsFoundAsSuch() {
    byte[] larger = PngChunkFile.insertAfterHeader(PNG, "caBX", new byte[] {1, 2, 3});
    larger[33 + 9] ^= 1;
    assertFalse(PngChunkFile.find(larger, "caBX").get(0).intact());
    assertEquals(List.of(), PngChunkFile.find(larger, "caBY"));
  }

  @Test
  void whatIsNoPngFileIsRefused() {
    assertTrue(PngChunkFile.isPng(PNG));
    assertFalse(PngChunkFile.isPng(new byte[] {(byte) 0x89, 'P'}));
    assertThrows(
        BadPhotoException.class,
        () -> PngChunkFile.insertAfterHeader(new byte[40], "caBX", new byte[1]));
  }
}
