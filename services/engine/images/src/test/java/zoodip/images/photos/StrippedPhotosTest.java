package zoodip.images.photos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.Fixtures;

class StrippedPhotosTest {
  /** Stands in each piece of metadata. */
  private static final String SECRET = "at home, 52.5 N 13.4 E";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
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
        "black-white.png",
        "alpha.png",
        "palette-2.png",
        "palette-translucent.png",
        "rgb-transparent.png",
        "grey-transparent.png",
        "lossy-80.webp",
        "lossy-alpha.webp",
        "segments.webp",
        "profile.webp",
        "lossless.webp",
        "lossless-palette.webp",
        "lossless-alpha.webp"
      })
  void aStrippedPhotoHasTheSamePixelsAndIsStrippedToItself(String name) {
    byte[] stripped = stripped(Fixtures.file(name));

    assertEquals(Fixtures.asPillowReads(name), pixels(stripped));
    assertArrayEquals(stripped, stripped(stripped));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "grey.jpg",
        "rgb.png",
        "palette-transparent.png",
        "lossy-80.webp",
        "lossy-alpha.webp",
        "lossless.webp",
        "lossless-alpha.webp"
      })
  void aFileWithoutMetadataStaysAsItIs(String name) {
    assertArrayEquals(Fixtures.file(name), stripped(Fixtures.file(name)));
  }

  @Test
  void nothingIsLeftInAJpegFileButHowItIsTurned() {
    byte[] turned = Fixtures.file("orientation-6.jpg");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(turned, 0, 2);
    segment(file, 0xe1, "http://ns.adobe.com/xap/1.0/\0" + SECRET);
    segment(file, 0xe2, "MPF\0" + SECRET);
    segment(file, 0xed, "Photoshop 3.0\0" + SECRET);
    segment(file, 0xfe, SECRET);
    file.write(turned, 2, turned.length - 2);
    file.writeBytes(SECRET.getBytes(ISO_8859_1));
    byte[] whole = file.toByteArray();
    // the camera's EXIF: text in place of what follows the first entries
    assertEquals(Fixtures.asPillowReads("orientation-6.jpg"), pixels(whole));

    byte[] stripped = stripped(whole);

    assertEquals(Fixtures.asPillowReads("orientation-6.jpg"), pixels(stripped));
    assertFalse(text(stripped).contains(SECRET));
    assertEquals(1, text(stripped).split("Exif", -1).length - 1);
    assertFalse(text(stripped).contains("adobe"));
  }

  @Test
  void ofExifOnlyTheOrientationIsLeft() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] plain = Fixtures.file("baseline.jpg");
    file.write(plain, 0, 2);
    segment(file, 0xe1, "Exif\0\0" + text(exif(3)) + SECRET);
    file.write(plain, 2, plain.length - 2);

    byte[] stripped = stripped(file.toByteArray());

    assertEquals(pixels(file.toByteArray()), pixels(stripped));
    assertFalse(text(stripped).contains(SECRET));
  }

  @Test
  void nothingIsLeftInAPngFile() {
    byte[] plain = Fixtures.file("rgb.png");
    int afterHeader = 8 + 12 + 13;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, afterHeader);
    for (String type : new String[] {"tEXt", "iTXt", "zTXt", "iCCP", "tIME", "prVt", "eXIf"}) {
      chunk(file, type, "Comment\0" + SECRET);
    }
    file.write(plain, afterHeader, plain.length - afterHeader);
    file.writeBytes(SECRET.getBytes(ISO_8859_1));

    assertArrayEquals(plain, stripped(file.toByteArray()));
  }

  /** Reserved segments, and those of other kinds of JPEG, which decoders skip. */
  @ParameterizedTest
  @ValueSource(ints = {0xdc, 0xde, 0xdf, 0xf0, 0xfd})
  void nothingIsLeftOfSegmentsThatDecodersSkip(int marker) {
    byte[] plain = Fixtures.file("progressive.jpg");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, 2);
    segment(file, marker, SECRET);
    file.write(plain, 2, plain.length - 2);

    assertArrayEquals(plain, stripped(file.toByteArray()));
  }

  @Test
  void nothingIsLeftInTheEndOfAPngFile() {
    byte[] plain = Fixtures.file("rgb.png");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, plain.length - 12);
    chunk(file, "IEND", SECRET);

    assertArrayEquals(plain, stripped(file.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy-80.webp", "lossy-alpha.webp", "lossless.webp"})
  void nothingIsLeftInAWebpFile(String name) {
    byte[] plain = Fixtures.file(name);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(plain);
    for (String type : new String[] {"EXIF", "XMP ", "ICCP", "ABCD"}) {
      file.writeBytes(type.getBytes(ISO_8859_1));
      file.writeBytes(little(SECRET.length()));
      file.writeBytes(SECRET.getBytes(ISO_8859_1));
    }
    byte[] whole = file.toByteArray();
    System.arraycopy(little(whole.length - 8), 0, whole, 4, 4);

    assertArrayEquals(plain, stripped(whole));
  }

  private static byte[] stripped(byte[] file) {
    ByteArrayOutputStream stripped = new ByteArrayOutputStream();
    for (ByteBuffer piece : Photos.withoutMetadata(file, PhotoLimits.DEFAULT)) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      stripped.writeBytes(bytes);
    }
    return stripped.toByteArray();
  }

  private static zoodip.images.RgbImage pixels(byte[] file) {
    return Photos.decode(file, PhotoLimits.DEFAULT).image();
  }

  private static String text(byte[] file) {
    return new String(file, ISO_8859_1);
  }

  private static void segment(ByteArrayOutputStream file, int marker, String content) {
    file.write(0xff);
    file.write(marker);
    file.write(content.length() + 2 >> 8);
    file.write(content.length() + 2);
    file.writeBytes(content.getBytes(ISO_8859_1));
  }

  private static void chunk(ByteArrayOutputStream file, String type, String content) {
    byte[] bytes = (type + content).getBytes(ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    file.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length - 4).array());
    file.writeBytes(bytes);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** An orientation, then the place where the photo was taken. */
  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12).order(ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation << 16);
    tiff.putShort((short) 0x8825).putShort((short) 2).putInt(SECRET.length()).putInt(34);
    return Arrays.copyOf(tiff.array(), tiff.capacity());
  }
}
