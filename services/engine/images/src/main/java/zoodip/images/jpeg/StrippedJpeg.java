package zoodip.images.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A JPEG file of nothing but what its pixels are made of, how colours are coded, and its turn. */
final class StrippedJpeg {
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int JFIF_BYTES = 14;
  private static final int JFIF_THUMBNAIL = 12;

  private final List<ByteBuffer> file = new ArrayList<>();

  private StrippedJpeg() {}

  /** The file in pieces, most of them of the file that was read. */
  static List<ByteBuffer> of(JpegHeader header) {
    StrippedJpeg stripped = new StrippedJpeg();
    stripped.write(header);
    return stripped.file;
  }

  private void write(JpegHeader header) {
    marker(0xd8);
    header.jfif().ifPresent(content -> segment(APP0, jfif(content)));
    if (header.orientation() != Orientation.UPRIGHT) {
      segment(APP1, exif(header.orientation()));
    }
    header.adobe().ifPresent(content -> segment(APP14, content));
    file.addAll(header.imageSegments());
    marker(0xd9);
  }

  /** Without its thumbnail. */
  private static ByteBuffer jfif(ByteBuffer content) {
    byte[] jfif = new byte[JFIF_BYTES];
    content.get(jfif, 0, Math.min(JFIF_THUMBNAIL, content.remaining()));
    return ByteBuffer.wrap(jfif);
  }

  private static ByteBuffer exif(Orientation orientation) {
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    exif.writeBytes("Exif\0\0".getBytes(ISO_8859_1));
    exif.writeBytes(Exif.of(orientation));
    return ByteBuffer.wrap(exif.toByteArray());
  }

  private void segment(int marker, ByteBuffer content) {
    int length = content.remaining() + 2;
    file.add(
        ByteBuffer.wrap(
            new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}));
    file.add(content);
  }

  private void marker(int marker) {
    file.add(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) marker}));
  }
}
