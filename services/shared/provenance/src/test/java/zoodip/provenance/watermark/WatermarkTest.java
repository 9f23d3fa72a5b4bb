package zoodip.provenance.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.provenance.fixtures.Attack;
import zoodip.provenance.fixtures.Pictures;

class WatermarkTest {
  private static final long PAYLOAD = 0xCAFE1234L;
  private static final int CODE_BITS = 96;
  private static final RgbImage IMAGE = Pictures.of(3, 512, 512);
  private static final RgbImage MARKED = new WatermarkEncoder(PAYLOAD).encode(IMAGE);

  private final WatermarkDetector detector = new WatermarkDetector();

  private void assertFound(RgbImage image) {
    WatermarkFinding finding = detector.find(image);
    assertTrue(finding.isPresent(), finding::toString);
    assertEquals(OptionalLong.of(PAYLOAD), finding.payload());
    assertTrue(finding.wrongBits(PAYLOAD) <= 0.05 * CODE_BITS, finding.wrongBits(PAYLOAD) + "");
  }

  @Test
  void isFoundInWhatWasMarked() {
    assertFound(MARKED);
  }

  @Test
  void survivesJpeg() {
    assertFound(Attack.JPEG_75.apply(MARKED));
  }

  @Test
  void survivesACrop() {
    assertFound(Attack.CROP_10.apply(MARKED));
  }

  @Test
  void survivesASmallerCopy() {
    assertFound(Attack.RESIZE_80.apply(MARKED));
  }

  @Test
  void survivesALargerCopy() {
    assertFound(Attack.RESIZE_150.apply(MARKED));
  }

  @Test
  void survivesAllOfIt() {
    assertFound(Attack.CROP_10_RESIZE_80_JPEG_75.apply(MARKED));
  }

  @Test
  void imagesOfOtherShapesCarryItToo() {
    RgbImage wide = Pictures.of(8, 640, 256);
    assertFound(new WatermarkEncoder(PAYLOAD).encode(wide));
  }

  @Test
  void isNotFoundWhereThereIsNone() {
    assertFalse(detector.find(IMAGE).isPresent());
    assertFalse(detector.find(RgbImage.filled(300, 200, 0x808080)).isPresent());
    for (int seed = 20; seed < 26; seed++) {
      WatermarkFinding finding = detector.find(Pictures.of(seed, 256, 256));
      assertFalse(finding.isPresent(), finding::toString);
    }
  }

  @Test
  void canHardlyBeSeen() {
    double squares = 0;
    for (int i = 0; i < IMAGE.rgb().length; i++) {
      int difference = (IMAGE.rgb()[i] & 0xff) - (MARKED.rgb()[i] & 0xff);
      squares += difference * difference;
    }
    double psnr = 10 * Math.log10(255 * 255 / (squares / IMAGE.rgb().length));
    assertTrue(psnr > 40, psnr + " dB");
  }

  /** Light that falls off, edges and grain, of whole numbers alone. */
  private static RgbImage textured() {
    byte[] rgb = new byte[3 * 288 * 256];
    int grain = 1;
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 288;
      int y = i / 3 / 288;
      grain = grain * 1_103_515_245 + 12_345;
      int edge = (x / 37 + y / 23) % 2 * 40;
      rgb[i] = (byte) (40 + (x + 2 * y) / 8 + edge + (grain >>> 16) % (1 + x / 16) + i % 3 * 10);
    }
    return new RgbImage(288, 256, rgb);
  }

  /** Whoever asks with a seed once more gets the same pixels, on any machine, from any version. */
  @Test
  void theSamePixelsComeOut() throws Exception {
    RgbImage marked = new WatermarkEncoder(7).encode(textured());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(marked.rgb());
    assertEquals("2e56ef23e7cb3dcc", HexFormat.of().formatHex(digest).substring(0, 16));
  }

  @Test
  void smallImagesStayAsTheyAre() {
    RgbImage small = Pictures.of(1, 255, 512);
    assertSame(small, new WatermarkEncoder(1).encode(small));
  }

  @Test
  void takesPayloadsOf32Bits() {
    assertThrows(IllegalArgumentException.class, () -> new WatermarkEncoder(-1));
    assertThrows(IllegalArgumentException.class, () -> new WatermarkEncoder(1L << 32));
  }
}
