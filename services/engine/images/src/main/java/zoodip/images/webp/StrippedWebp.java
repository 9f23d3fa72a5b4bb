package zoodip.images.webp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A WebP file of nothing but what its pixels are made of, and its turn. */
final class StrippedWebp {
  private static final int EXIF_FLAG = 1 << 3;
  private static final int ALPHA_FLAG = 1 << 4;
  private static final int EXTENDED_BYTES = 10;

  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  private StrippedWebp() {}

  static byte[] of(WebpHeader header) {
    StrippedWebp stripped = new StrippedWebp();
    stripped.write(header);
    return stripped.file();
  }

  private void write(WebpHeader header) {
    boolean turned = header.orientation() != Orientation.UPRIGHT;
    if (turned || header.alpha().isPresent()) {
      chunk("VP8X", extended(header, turned));
    }
    header.alpha().ifPresent(alpha -> chunk("ALPH", alpha));
    chunk(header.isLossless() ? "VP8L" : "VP8 ", header.image());
    if (turned) {
      chunk("EXIF", ByteBuffer.wrap(Exif.of(header.orientation())));
    }
  }

  private static ByteBuffer extended(WebpHeader header, boolean turned) {
    int flags = (turned ? EXIF_FLAG : 0) | (header.isTransparent() ? ALPHA_FLAG : 0);
    ByteBuffer content = ByteBuffer.allocate(EXTENDED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    content.putInt(flags);
    // 24 bits each
    content
        .putInt(4, header.width() - 1)
        .putInt(6, header.height() - 1 << 8 | content.get(6) & 0xff);
    return content.position(0);
  }

  private void chunk(String name, ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    chunks.writeBytes(name.getBytes(ISO_8859_1));
    chunks.writeBytes(littleEndian(bytes.length));
    chunks.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      chunks.write(0);
    }
  }

  private byte[] file() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("RIFF".getBytes(ISO_8859_1));
    file.writeBytes(littleEndian(4 + chunks.size()));
    file.writeBytes("WEBP".getBytes(ISO_8859_1));
    file.writeBytes(chunks.toByteArray());
    return file.toByteArray();
  }

  private static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }
}
