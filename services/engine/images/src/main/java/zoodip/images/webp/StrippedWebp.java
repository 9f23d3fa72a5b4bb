package zoodip.images.webp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.decoding.Exif;

/** A WebP file of nothing but what its pixels are made of, and its turn. */
final class StrippedWebp {
  private static final int EXIF_FLAG = 1 << 3;
  private static final int ALPHA_FLAG = 1 << 4;
  private static final int EXTENDED_BYTES = 10;

  private final List<ByteBuffer> chunks = new ArrayList<>();

  private StrippedWebp() {}

  /** The file in pieces, most of them of the file that was read. */
  static List<ByteBuffer> of(WebpHeader header) {
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
    int length = content.remaining();
    chunks.add(head(name, length));
    chunks.add(content.duplicate());
    if (length % 2 == 1) {
      chunks.add(ByteBuffer.allocate(1));
    }
  }

  private List<ByteBuffer> file() {
    byte[] kind = "WEBP".getBytes(ISO_8859_1);
    int length = kind.length + chunks.stream().mapToInt(ByteBuffer::remaining).sum();
    List<ByteBuffer> file = new ArrayList<>();
    file.add(head("RIFF", length));
    file.add(ByteBuffer.wrap(kind));
    file.addAll(chunks);
    return file;
  }

  private static ByteBuffer head(String name, int length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(ISO_8859_1))
        .putInt(length)
        .flip();
  }
}
