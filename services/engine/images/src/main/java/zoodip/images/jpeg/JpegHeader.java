package zoodip.images.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.images.Orientation;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Exif;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoLimits;

/**
 * What a JPEG file says before its pixels (ITU-T T.81, annex B), read by walking over all its
 * segments up to the end marker, so that a file that was cut off anywhere is noticed here.
 */
final class JpegHeader {
  /** Far more than encoders write; each costs a pass over the whole image. */
  private static final int MAX_SCANS = 100;

  /** Far more than encoders write; each takes memory. */
  private static final int MAX_SEGMENTS = 10_000;

  private static final int JFIF_BYTES = 14;
  private static final int ADOBE_BYTES = 12;
  private static final int ADOBE_TRANSFORM = 11;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int ADOBE = 0xee;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int QUANTIZATION_TABLES = 0xdb;
  private static final int RESTART_INTERVAL = 0xdd;

  private final byte[] bytes;
  private final List<ByteBuffer> image = new ArrayList<>();
  private int at = 2;
  private int scans;
  private int width;
  private int height;
  private byte[] componentIds = {};
  private long blocks;
  private boolean progressive;
  private Optional<ByteBuffer> jfif = Optional.empty();
  private Optional<ByteBuffer> adobe = Optional.empty();
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean exifSeen;

  private JpegHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a header.
   *
   * @throws BadPhotoException if the file is cut off, damaged, over the limits or of a kind of JPEG
   *     that is not supported
   */
  static JpegHeader read(byte[] bytes, PhotoLimits limits) {
    JpegHeader header = new JpegHeader(bytes);
    int marker = header.nextMarker();
    while (marker != EOI) {
      header.segment(marker, limits);
      marker = header.nextMarker();
    }
    if (header.scans == 0) {
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

  /** How the samples are to be understood. */
  JpegColorConversion.Kind colors() {
    int adobeTransform = adobe.map(content -> content.get(ADOBE_TRANSFORM) & 0xff).orElse(-1);
    return JpegColorConversion.Kind.of(componentIds, jfif.isPresent(), adobeTransform);
  }

  /** What the first JFIF segment says, of the usual 14 bytes. */
  Optional<ByteBuffer> jfif() {
    return jfif.map(ByteBuffer::duplicate);
  }

  /** What the last of Adobe's segments says, 12 bytes: how colours are coded. */
  Optional<ByteBuffer> adobe() {
    return adobe.map(ByteBuffer::duplicate);
  }

  /** Bytes of the segments that make the pixels. */
  long imageBytes() {
    return image.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** The segments that make the pixels, without the start marker and any metadata. */
  List<ByteBuffer> imageSegments() {
    return List.copyOf(image);
  }

  /**
   * Bytes that libjpeg keeps outside the heap: all coefficients, two bytes each, if they come in
   * several scans.
   */
  long coefficientBytes() {
    return passes() > 1 || progressive ? 128 * blocks : 0;
  }

  /** How often libjpeg makes the image: once for each scan. */
  int passes() {
    return scans;
  }

  private int nextMarker() {
    while (at + 1 < bytes.length) {
      int marker = bytes[at + 1] & 0xff;
      if (bytes[at] != (byte) 0xff || marker == 0) {
        at++;
      } else if (marker == 0xff) {
        at++;
      } else {
        at += 2;
        return marker;
      }
    }
    throw corrupt("it ends in the middle of the picture");
  }

  private void segment(int marker, PhotoLimits limits) {
    boolean standalone = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (standalone) {
      return;
    }
    ByteBuffer content = content();
    int start = at - 4;
    at += content.remaining();
    if (isFrame(marker)) {
      frame(marker, content, limits);
    } else if (marker == SOS) {
      scan();
    }
    if (marker >= APP0 && marker <= 0xef) {
      application(marker, content);
    } else if (makesPixels(marker)) {
      keep(start);
    }
  }

  /** Tables, frames, scans and restart intervals: all else says nothing that decoders follow. */
  private static boolean makesPixels(int marker) {
    return isFrame(marker)
        || marker == HUFFMAN_TABLES
        || marker == QUANTIZATION_TABLES
        || marker == RESTART_INTERVAL
        || marker == SOS;
  }

  private void keep(int start) {
    if (image.size() == MAX_SEGMENTS) {
      throw corrupt("more than %,d segments".formatted(MAX_SEGMENTS));
    }
    image.add(ByteBuffer.wrap(bytes, start, at - start).slice());
  }

  private ByteBuffer content() {
    if (at + 2 > bytes.length) {
      throw corrupt("it ends in the middle of its header");
    }
    int length = (((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff)) - 2;
    if (length < 0 || at + 2 + length > bytes.length) {
      throw corrupt("it ends in the middle of its header");
    }
    at += 2;
    return ByteBuffer.wrap(bytes, at, length);
  }

  private static boolean isFrame(int marker) {
    boolean table = marker == HUFFMAN_TABLES || marker == 0xc8 || marker == 0xcc;
    return marker >= 0xc0 && marker <= 0xcf && !table;
  }

  private void frame(int marker, ByteBuffer content, PhotoLimits limits) {
    if (marker > 0xc2) {
      throw BadPhotoException.unsupported("The photo is a lossless or arithmetic-coded JPEG file");
    }
    if (componentIds.length > 0) {
      throw corrupt("two pictures in one");
    }
    if (content.remaining() < 6 || content.remaining() < 6 + 3 * content.get(at(content, 5))) {
      throw corrupt("its frame header is too short");
    }
    int precision = content.get();
    height = content.getShort() & 0xffff;
    width = content.getShort() & 0xffff;
    int components = content.get();
    if (precision != 8 || (components != 1 && components != 3 && components != 4)) {
      throw BadPhotoException.unsupported(
          "The photo is a JPEG file of %d components of %d bits".formatted(components, precision));
    }
    if (width == 0 || height == 0) {
      throw corrupt("it has no size");
    }
    limits.checkSize(width, height);
    progressive = marker == 0xc2;
    componentIds = new byte[components];
    for (int i = 0; i < components; i++) {
      componentIds[i] = content.get(content.position() + 3 * i);
    }
    blocks = blocks(content.slice(), components);
  }

  /** Blocks of 8 x 8 samples, of all components. */
  private long blocks(ByteBuffer sampling, int components) {
    int widest = 1;
    int highest = 1;
    for (int i = 0; i < components; i++) {
      widest = Math.max(widest, sampling.get(3 * i + 1) >> 4 & 15);
      highest = Math.max(highest, sampling.get(3 * i + 1) & 15);
    }
    long mcus = (width / (8L * widest) + 1) * (height / (8L * highest) + 1);
    long blocksOfMcu = 0;
    for (int i = 0; i < components; i++) {
      blocksOfMcu += (long) (sampling.get(3 * i + 1) >> 4 & 15) * (sampling.get(3 * i + 1) & 15);
    }
    return mcus * blocksOfMcu;
  }

  private static int at(ByteBuffer content, int offset) {
    return content.position() + offset;
  }

  /** Goes to the end of the coded data: the first marker that is no restart marker. */
  private void scan() {
    if (componentIds.length == 0) {
      throw corrupt("a scan before the frame header");
    }
    if (++scans > MAX_SCANS) {
      throw corrupt("more than " + MAX_SCANS + " scans");
    }
    while (at + 1 < bytes.length) {
      int next = bytes[at + 1] & 0xff;
      boolean coded = bytes[at] != (byte) 0xff || next == 0 || (next >= 0xd0 && next <= 0xd7);
      if (!coded && next != 0xff) {
        return;
      }
      at++;
    }
    throw corrupt("it ends in the middle of the picture");
  }

  private void application(int marker, ByteBuffer content) {
    String start =
        new String(bytes, content.position(), Math.min(content.remaining(), 6), ISO_8859_1);
    if (marker == APP0 && start.startsWith("JFIF\0")) {
      jfif =
          jfif.or(
              () ->
                  Optional.of(
                      content.slice(at(content, 0), Math.min(JFIF_BYTES, content.remaining()))));
    } else if (marker == APP1 && start.equals("Exif\0\0") && !exifSeen) {
      exifSeen = true;
      orientation = Exif.orientation(content.position(content.position() + 6));
    } else if (marker == ADOBE && start.startsWith("Adobe") && content.remaining() >= ADOBE_BYTES) {
      adobe = Optional.of(content.slice(at(content, 0), ADOBE_BYTES));
    }
  }

  private static BadPhotoException corrupt(String what) {
    return BadPhotoException.corrupt(Format.JPEG, what);
  }
}
