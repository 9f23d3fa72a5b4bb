package zoodip.images.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A JPEG file of nothing but what its pixels are made of, how colours are coded, and its turn. */
final class StrippedJpeg {
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int JFIF_BYTES = 14;
  private static final int JFIF_THUMBNAIL = 12;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private StrippedJpeg() {}

  static byte[] of(JpegHeader header) {
    StrippedJpeg stripped = new StrippedJpeg();
    stripped.write(header);
    return stripped.file.toByteArray();
  }

  private void write(JpegHeader header) {
    marker(0xd8);
    header.jfif().ifPresent(content -> segment(APP0, jfif(content)));
    if (header.orientation() != Orientation.UPRIGHT) {
      segment(APP1, exif(header.orientation()));
    }
    header.adobe().ifPresent(content -> segment(APP14, bytes(content)));
    header.imageSegments().forEach(segment -> file.writeBytes(bytes(segment)));
    marker(0xd9);
  }

  /** Without its thumbnail. */
  private static byte[] jfif(ByteBuffer content) {
    byte[] jfif = new byte[JFIF_BYTES];
    content.get(jfif, 0, Math.min(JFIF_THUMBNAIL, content.remaining()));
    return jfif;
  }

  private static byte[] exif(Orientation orientation) {
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    exif.writeBytes("Exif\0\0".getBytes(ISO_8859_1));
    exif.writeBytes(Exif.of(orientation));
    return exif.toByteArray();
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private void segment(int marker, byte[] content) {
    marker(marker);
    file.write(content.length + 2 >> 8);
    file.write(content.length + 2);
    file.writeBytes(content);
  }

  private void marker(int marker) {
    file.write(0xff);
    file.write(marker);
  }
}
