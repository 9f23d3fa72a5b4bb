package zoodip.images.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static zoodip.images.decoding.BadPhotoException.Reason.CORRUPT;
import static zoodip.images.decoding.BadPhotoException.Reason.EMPTY;
import static zoodip.images.decoding.BadPhotoException.Reason.TOO_MANY_BYTES;
import static zoodip.images.decoding.BadPhotoException.Reason.TOO_MANY_PIXELS;
import static zoodip.images.decoding.BadPhotoException.Reason.TOO_SMALL;
import static zoodip.images.decoding.BadPhotoException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.images.Crops;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.Fixtures;
import zoodip.images.fixtures.TinyPng;

class PhotosTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "subsampled.jpg",
        "progressive.jpg",
        "restarts.jpg",
        "rgb.jpg",
        "profile.jpg",
        "broken-profile.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "ycck.jpg",
        "no-jfif.jpg",
        "trailing.jpg",
        "orientation-1.jpg",
        "orientation-2.jpg",
        "orientation-3.jpg",
        "orientation-4.jpg",
        "orientation-5.jpg",
        "orientation-6.jpg",
        "orientation-7.jpg",
        "orientation-8.jpg",
        "orientation-6.png",
        "orientation-6.webp",
        "rgb.png",
        "grey.png",
        "black-white.png",
        "grey-alpha.png",
        "alpha.png",
        "palette-1.png",
        "palette-2.png",
        "palette-4.png",
        "palette-8.png",
        "palette-transparent.png",
        "palette-translucent.png",
        "rgb-transparent.png",
        "grey-transparent.png",
        "lossy-10.webp",
        "lossy-80.webp",
        "lossy-100.webp",
        "lossy-alpha.webp",
        "simple-filter.webp",
        "segments.webp",
        "profile.webp",
        "lossless.webp",
        "lossless-palette.webp",
        "lossless-alpha.webp"
      })
  void readsTheSamePixelsAsPillow(String name) {
    assertEquals(Fixtures.asPillowReads(name), Fixtures.image(name));
  }

  @ParameterizedTest
  @CsvSource({
    "lossless-photo.webp, 300, 200",
    "lossless-noise.webp, 64, 96",
    "lossless-2-colours.webp, 61, 37",
    "lossless-4-colours.webp, 61, 37",
    "lossless-16-colours.webp, 61, 37",
    "lossless-200-colours.webp, 61, 37",
    "lossless-repeats.webp, 700, 18"
  })
  void readsWhatLosslessEncodersMakeOfOtherPictures(String name, int width, int height) {
    assertEquals(Fixtures.asPillowReads(name, width, height), Fixtures.image(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "rgb.png", "palette-4.png"})
  void refusesAFileCutOffAnywhere(String name) {
    byte[] whole = Fixtures.file(name);
    for (int length = 4; length < whole.length; length++) {
      assertEquals(CORRUPT, refusal(Arrays.copyOf(whole, length)).reason(), name + " at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lossy-80.webp", "lossless-alpha.webp"})
  void refusesAWebpFileCutOffAnywhere(String name) {
    byte[] whole = Fixtures.file(name);
    for (int length = 12; length < whole.length; length++) {
      assertEquals(CORRUPT, refusal(Arrays.copyOf(whole, length)).reason(), name + " at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"progressive.jpg", "cmyk.jpg", "palette-4.png", "lossy-80.webp", "lossless.webp"})
  void damageIsReadOrRefusedButNeverAnotherError(String name) {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = Fixtures.file(name);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        RgbImage image = Photos.decode(damaged, PhotoLimits.DEFAULT).image();
        assertTrue(image.width() >= PhotoLimits.DEFAULT.minSide());
      } catch (BadPhotoException refused) {
        assertTrue(refused.getMessage().endsWith("."), refused.getMessage());
      }
    }
  }

  @Test
  void keepsTheUpperBitsOfSixteen() {
    byte[] row = {0, 0x12, 0x34, (byte) 0xff, 1, 0, (byte) 0x80};
    RgbImage grey = decodeTiny(TinyPng.of(3, 1, 16, 0, row));
    assertEquals(new RgbImage(3, 1, new byte[] {18, 18, 18, -1, -1, -1, 0, 0, 0}), grey);
    RgbImage rgb = decodeTiny(TinyPng.of(1, 1, 16, 2, row));
    assertEquals(new RgbImage(1, 1, new byte[] {18, -1, 0}), rgb);
  }

  @Test
  void putsThePassesOfAdam7Together() {
    RgbImage whole = Fixtures.image("rgb.png");
    for (int width = 1; width <= 17; width++) {
      for (int height = 1; height <= 17; height++) {
        RgbImage small = Crops.center(whole, width, height);
        assertEquals(small, decodeTiny(TinyPng.interlaced(small)));
      }
    }
  }

  @Test
  void refusesTooManyPixelsFromTheHeaderAlone() {
    byte[] headerOnly = TinyPng.of(20_000, 20_000, 8, 2, new byte[1]);
    BadPhotoException refused = refusal(headerOnly);
    assertEquals(TOO_MANY_PIXELS, refused.reason());
    assertEquals(
        "The photo has 20000 x 20000 pixels, at most 200,000,000 in all are accepted: scale it down"
            + " first.",
        refused.getMessage());
  }

  /** Each scan of some bytes would go over all pixels again. */
  @Test
  void refusesASmallJpegFileOfManyScansOverManyPixels() {
    BadPhotoException refused = refusal(manyScans());

    assertEquals(TOO_MANY_PIXELS, refused.reason());
    assertTrue(refused.getMessage().contains("take too long to decode"), refused.getMessage());
  }

  /** What is taken out before a photo is stored cannot make it acceptable: it is decoded again. */
  @Test
  void commentsDoNotMakeAJpegFileWorthMoreWork() {
    byte[] scans = manyScans();
    ByteBuffer commented = ByteBuffer.allocate(scans.length + (4 << 20)).put(scans, 0, 2);
    for (int i = 0; i < 64; i++) {
      commented.putShort((short) 0xfffe).putShort((short) 0xfffe).put(new byte[0xfffc]);
    }
    commented.put(scans, 2, scans.length - 2);

    assertEquals(TOO_MANY_PIXELS, refusal(commented.array()).reason());
  }

  @Test
  void refusesAJpegFileOfManySegments() {
    byte[] plain = Fixtures.file("baseline.jpg");
    ByteBuffer file = ByteBuffer.allocate(plain.length + 4 * 10_000).put(plain, 0, 2);
    for (int i = 0; i < 10_000; i++) {
      file.putInt(0xffdb0002);
    }
    file.put(plain, 2, plain.length - 2);

    BadPhotoException refused = refusal(file.array());

    assertTrue(refused.getMessage().contains("more than 10,000 segments"), refused.getMessage());
  }

  private static byte[] manyScans() {
    byte[] file = Fixtures.file("progressive.jpg");
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int frame = text.indexOf("\u00ff\u00c2");
    ByteBuffer.wrap(file).putShort(frame + 5, (short) 3_000).putShort(frame + 7, (short) 3_000);
    int lastScan = text.lastIndexOf("\u00ff\u00da");
    byte[] scans = new byte[lastScan + 60 * (file.length - 2 - lastScan) + 2];
    System.arraycopy(file, 0, scans, 0, lastScan);
    for (int at = lastScan; at < scans.length - 2; at += file.length - 2 - lastScan) {
      System.arraycopy(file, lastScan, scans, at, file.length - 2 - lastScan);
    }
    System.arraycopy(file, file.length - 2, scans, scans.length - 2, 2);
    return scans;
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline.jpg", "rgb.png", "lossless.webp", "lossy-80.webp"})
  void checksLimitsOfEveryFormat(String name) {
    byte[] file = Fixtures.file(name);
    assertEquals(TOO_MANY_PIXELS, refusal(file, new PhotoLimits(1 << 20, 41 * 29 - 1, 1)).reason());
    assertEquals(TOO_SMALL, refusal(file, new PhotoLimits(1 << 20, 1 << 20, 30)).reason());
    assertEquals(TOO_MANY_BYTES, refusal(file, new PhotoLimits(50, 1 << 20, 1)).reason());
    Photos.decode(file, new PhotoLimits(file.length, 41 * 29, 29));
  }

  @Test
  void saysWhatAFileIsInstead() {
    assertEquals(EMPTY, refusal(new byte[0]).reason());
    BadPhotoException gif = refusal(Fixtures.file("image.gif"));
    assertEquals(UNSUPPORTED_FORMAT, gif.reason());
    assertEquals(
        "The photo is a GIF file: only JPEG, PNG and WebP stills are accepted, convert it first.",
        gif.getMessage());
    assertSaid("a text file", "hello, I am no photo".getBytes(StandardCharsets.UTF_8));
    assertSaid("a HEIC file", latin("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"));
    assertSaid("a HEIC file", latin("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic"));
    assertSaid("an AVIF file", latin("\0\0\0\u001cftypmif1\0\0\0\0mif1avifmiaf"));
    assertSaid("a raw camera file", latin("\0\0\0\u0018ftypcrx \0\0\0\1crx isom"));
    assertSaid("a raw camera file", latin("II*\0\u0010\0\0\0CR\2\0"));
    assertSaid("a video file", latin("\0\0\0\u0018ftypisom\0\0\0\0isomavc1"));
    assertSaid("a TIFF file", latin("MM\0*\0\0\0\b"));
    assertSaid("a video file", latin("\0\0\0\1ftyp"));
    assertSaid("an HTML page", latin("\u00ef\u00bb\u00bf\n<!doctype HTML><title>"));
    BadPhotoException pointer = refusal(latin("version https://git-lfs.github.com/spec/v1\noid "));
    assertEquals(
        "The photo is a Git LFS pointer: only JPEG, PNG and WebP stills are accepted, fetch the"
            + " photo itself with 'git lfs pull'.",
        pointer.getMessage());
    assertSaid("of an unknown format", new byte[] {1, 2, 3});
    assertSaid("an animated WebP file", Fixtures.file("animated.webp"));
    byte[] arithmetic = Fixtures.file("baseline.jpg");
    arithmetic[indexOfFrame(arithmetic) + 1] = (byte) 0xc9;
    assertSaid("a lossless or arithmetic-coded JPEG file", arithmetic);
  }

  @Test
  void damagedExifCountsAsUpright() {
    byte[] file = Fixtures.file("orientation-6.jpg");
    int exif = new String(file, StandardCharsets.ISO_8859_1).indexOf("Exif");
    ByteBuffer.wrap(file).putInt(exif + 10, 0x7fffffff);
    RgbImage image = Photos.decode(file, PhotoLimits.DEFAULT).image();
    assertEquals(Fixtures.asPillowReads("orientation-1.jpg"), image);
  }

  @Test
  void namesTheFormat() {
    assertEquals(
        Format.JPEG, Photos.decode(Fixtures.file("grey.jpg"), PhotoLimits.DEFAULT).format());
    assertEquals(
        Format.PNG, Photos.decode(Fixtures.file("grey.png"), PhotoLimits.DEFAULT).format());
    assertEquals(
        Format.WEBP, Photos.decode(Fixtures.file("lossless.webp"), PhotoLimits.DEFAULT).format());
  }

  @Test
  void limitsMustBePositive() {
    Map.of(0L, 1L, 1L, 0L)
        .forEach(
            (bytes, pixels) ->
                assertThrows(
                    IllegalArgumentException.class, () -> new PhotoLimits(bytes, pixels, 1)));
  }

  private static byte[] latin(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int indexOfFrame(byte[] jpeg) {
    return new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
  }

  private static void assertSaid(String kind, byte[] file) {
    BadPhotoException refused = refusal(file);
    assertEquals(UNSUPPORTED_FORMAT, refused.reason());
    assertTrue(refused.getMessage().startsWith("The photo is " + kind + ":"), refused.getMessage());
  }

  private static RgbImage decodeTiny(byte[] file) {
    return Photos.decode(file, new PhotoLimits(1 << 20, 1 << 20, 1)).image();
  }

  private static BadPhotoException refusal(byte[] file) {
    return refusal(file, PhotoLimits.DEFAULT);
  }

  private static BadPhotoException refusal(byte[] file, PhotoLimits limits) {
    return assertThrows(BadPhotoException.class, () -> Photos.decode(file, limits));
  }
}
