package zoodip.images.webp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import zoodip.images.Orientation;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Exif;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoLimits;

/**
 * What a WebP file says before its pixels: the chunks of its RIFF container (RFC 9649), all of
 * which must be there in full.
 */
final class WebpHeader {
  private static final int CONTAINER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int LOSSLESS_HEADER_BYTES = 5;
  private static final int ANIMATION_FLAG = 1 << 1;

  private final PhotoLimits limits;
  private int width;
  private int height;
  private ByteBuffer image;
  private ByteBuffer alpha;
  private boolean lossless;
  private boolean transparent;
  private Orientation orientation = Orientation.UPRIGHT;

  private WebpHeader(PhotoLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a header.
   *
   * @throws BadPhotoException if the file is cut off, damaged, over the limits or animated
   */
  static WebpHeader read(byte[] bytes, PhotoLimits limits) {
    if (bytes.length < CONTAINER_BYTES) {
      throw corrupt("it is cut off");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = CHUNK_HEADER_BYTES + (file.getInt(4) & 0xffffffffL);
    if (end > bytes.length) {
      throw corrupt("it is cut off: %d of %d bytes are there".formatted(bytes.length, end));
    }
    if (end < CONTAINER_BYTES) {
      throw corrupt("its container is shorter than its own header");
    }
    file.limit((int) end).position(CONTAINER_BYTES);
    WebpHeader header = new WebpHeader(limits);
    while (file.remaining() >= CHUNK_HEADER_BYTES) {
      header.chunk(file);
    }
    if (header.image == null) {
      throw corrupt("no picture in it");
    }
    return header;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Orientation orientation() {
    return orientation;
  }

  /** Whether the image is a VP8L bit stream rather than a VP8 key frame. */
  boolean isLossless() {
    return lossless;
  }

  /** The content of the one chunk that holds the colours, little endian. */
  ByteBuffer image() {
    return image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What follows the header of a lossless image. */
  ByteBuffer losslessBits() {
    return image.slice(LOSSLESS_HEADER_BYTES, image.limit() - LOSSLESS_HEADER_BYTES);
  }

  /** The content of the chunk that holds a lossy image's transparency. */
  Optional<ByteBuffer> alpha() {
    return lossless ? Optional.empty() : Optional.ofNullable(alpha);
  }

  /** Whether some of it may be transparent. */
  boolean isTransparent() {
    return lossless ? transparent : alpha != null;
  }

  private void chunk(ByteBuffer file) {
    int start = file.position();
    String name = name(file, start);
    long length = file.getInt(start + 4) & 0xffffffffL;
    if (length > file.limit() - start - CHUNK_HEADER_BYTES) {
      throw corrupt("its chunk '" + name + "' is cut off");
    }
    ByteBuffer content =
        file.slice(start + CHUNK_HEADER_BYTES, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    switch (name) {
      case "VP8X" -> extended(content);
      case "VP8 " -> lossy(content);
      case "VP8L" -> lossless(content);
      case "ALPH" -> alpha = content;
      case "EXIF" -> orientation = Exif.orientation(withoutPrefix(content));
      default -> {
        // profiles, XMP and chunks of the future say nothing about the colours
      }
    }
    file.position((int) Math.min(file.limit(), start + CHUNK_HEADER_BYTES + length + (length & 1)));
  }

  private static String name(ByteBuffer file, int at) {
    byte[] name = new byte[4];
    file.get(at, name);
    return new String(name, ISO_8859_1);
  }

  private void extended(ByteBuffer content) {
    if (content.remaining() < 10) {
      throw corrupt("its header is too short");
    }
    if ((content.get(0) & ANIMATION_FLAG) != 0) {
      throw BadPhotoException.unsupported("The photo is an animated WebP file");
    }
    limits.checkSize((content.getInt(3) >>> 8) + 1L, (content.getInt(6) >>> 8) + 1L);
  }

  private void lossy(ByteBuffer content) {
    if (content.remaining() < 10 || (content.getInt(3) & 0xffffff) != 0x2a019d) {
      throw corrupt("its picture does not begin with a key frame");
    }
    width = content.getShort(6) & 0x3fff;
    height = content.getShort(8) & 0x3fff;
    if (width == 0 || height == 0) {
      throw corrupt("it has no size");
    }
    setImage(content, false);
  }

  private void lossless(ByteBuffer content) {
    if (content.remaining() < LOSSLESS_HEADER_BYTES || content.get(0) != 0x2f) {
      throw corrupt("its picture does not begin with the lossless signature");
    }
    int sizes = content.getInt(1);
    if (sizes >>> 29 != 0) {
      throw corrupt("its picture is of a version that does not exist");
    }
    width = (sizes & 0x3fff) + 1;
    height = (sizes >>> 14 & 0x3fff) + 1;
    transparent = (sizes >>> 28 & 1) == 1;
    setImage(content, true);
  }

  private void setImage(ByteBuffer content, boolean isLossless) {
    if (image != null) {
      throw corrupt("two pictures in one");
    }
    limits.checkSize(width, height);
    lossless = isLossless;
    image = content;
  }

  private static ByteBuffer withoutPrefix(ByteBuffer exif) {
    boolean prefixed = exif.remaining() >= 6 && exif.getInt(0) == 0x66697845;
    return prefixed ? exif.slice(6, exif.remaining() - 6) : exif;
  }

  private static BadPhotoException corrupt(String what) {
    return BadPhotoException.corrupt(Format.WEBP, what);
  }
}
