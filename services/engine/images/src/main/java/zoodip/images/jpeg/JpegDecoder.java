package zoodip.images.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import zoodip.images.Orientation;
import zoodip.images.RowConsumer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.PhotoDecoder;
import zoodip.images.decoding.PhotoLimits;

/**
 * A JPEG file. The samples come from the JDK's libjpeg, which is shown the bare image without
 * metadata and told what its samples are, so that no profile and no guess of the JDK's changes
 * them.
 */
public final class JpegDecoder implements PhotoDecoder {
  private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  /** An Adobe segment with transform 0: the samples are what they are. */
  private static final byte[] NO_TRANSFORM = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** An Adobe segment with transform 1: YCbCr, which libjpeg makes RGB. */
  private static final byte[] YCC_TRANSFORM = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 1
  };

  /** A CMYK image comes in strips: for each it is decoded from its top again. */
  private static final int MAX_STRIPS = 8;

  private static final long MIN_STRIP_BYTES = 16L << 20;

  /** Pixels decoded, again and again for scans and strips: a minute or so. */
  private static final long MAX_WORK = 5_000_000_000L;

  /** Any file may make so much of it: a few seconds. */
  private static final long SMALL_WORK = 300_000_000L;

  /** What a byte of the image can ask for beyond: ten times what photos do. */
  private static final long WORK_OF_A_BYTE = 2_000;

  private final JpegHeader header;

  private JpegDecoder(JpegHeader header) {
    this.header = header;
  }

  /**
   * Reads what comes before the pixels.
   *
   * @throws BadPhotoException if the file is cut off, damaged, over the limits, not supported or
   *     too much work
   */
  public static JpegDecoder read(byte[] bytes, PhotoLimits limits) {
    JpegDecoder file = new JpegDecoder(JpegHeader.read(bytes, limits));
    file.checkWork();
    return file;
  }

  @Override
  public Format format() {
    return Format.JPEG;
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public Orientation orientation() {
    return header.orientation();
  }

  @Override
  public long heapBytes() {
    long rowBytes = 8L * width() + (1 << 20);
    return header.colors().isCmyk() ? rowBytes + 4L * width() * stripRows() : rowBytes;
  }

  @Override
  public long nativeBytes() {
    return header.coefficientBytes();
  }

  @Override
  public String advice() {
    return "save it as a baseline JPEG file, not a progressive one";
  }

  @Override
  public void decode(RowConsumer rows) {
    Libjpeg libjpeg = new Libjpeg(bare());
    RowConsumer samples =
        (row, from) -> rows.accept(JpegColorConversion.rgb(header.colors(), row), 0);
    if (header.colors().isCmyk()) {
      libjpeg.strips(width(), height(), stripRows(), samples);
      return;
    }
    int bands = header.colors() == JpegColorConversion.Kind.GREY ? 1 : 3;
    int passes = libjpeg.rows(width(), height(), bands, header.passes(), samples);
    if (passes != header.passes()) {
      throw BadPhotoException.corrupt(
          Format.JPEG, "%d of its %d scans are there".formatted(passes, header.passes()));
    }
  }

  @Override
  public List<ByteBuffer> withoutMetadata() {
    return StrippedJpeg.of(header);
  }

  private int stripRows() {
    int rows = (int) Math.min(height(), MIN_STRIP_BYTES / (4L * width()));
    return Math.max(rows, (height() + MAX_STRIPS - 1) / MAX_STRIPS);
  }

  private void checkWork() {
    int strips = header.colors().isCmyk() ? (height() + stripRows() - 1) / stripRows() : 1;
    long work = (long) width() * height() * header.passes() * (strips + 1) / 2;
    if (work > Math.min(MAX_WORK, SMALL_WORK + WORK_OF_A_BYTE * header.imageBytes())) {
      throw new BadPhotoException(
          BadPhotoException.Reason.TOO_MANY_PIXELS,
          "The photo is a JPEG file of %d x %d pixels in %d scans, which take too long to decode: %s."
              .formatted(width(), height(), header.passes(), advice()));
    }
  }

  private List<ByteBuffer> bare() {
    List<ByteBuffer> file = new ArrayList<>();
    file.add(ByteBuffer.wrap(START));
    switch (header.colors()) {
      case GREY -> {
        // one component is what it is
      }
      case YCC -> file.add(ByteBuffer.wrap(YCC_TRANSFORM));
      case RGB, CMYK, YCCK -> file.add(ByteBuffer.wrap(NO_TRANSFORM));
    }
    file.addAll(header.imageSegments());
    file.add(ByteBuffer.wrap(END));
    return file;
  }
}
