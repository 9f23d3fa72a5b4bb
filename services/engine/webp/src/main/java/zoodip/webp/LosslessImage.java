package zoodip.webp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** A lossless image, VP8L (RFC 9649, section 3), whose memory is bounded by its size. */
public final class LosslessImage {
  private static final int PREDICTOR = 0;
  private static final int COLOR = 1;
  private static final int SUBTRACT_GREEN = 2;

  private final LsbBits bits;
  private final int fullWidth;
  private final int height;
  private final Deque<InverseTransform> transforms = new ArrayDeque<>();

  /** Kinds of transforms that were read; each may come once. */
  private int seen;

  /** Pixels a row, as they are stored. */
  private int width;

  private LosslessImage(ByteBuffer data, int width, int height) {
    this.bits = new LsbBits(data);
    this.fullWidth = width;
    this.width = width;
    this.height = height;
  }

  /**
   * Decodes an image.
   *
   * @param data what follows the five bytes of its header
   * @param width that its header gives
   * @param height that its header gives
   * @return [height, width] ARGB
   * @throws Vp8Exception if it is damaged, cut off or of too many prefix codes
   */
  public static int[] decode(ByteBuffer data, int width, int height) {
    return new LosslessImage(data, width, height).decode();
  }

  /**
   * Bytes of the heap that decoding takes at most: the pixels, in four bytes each; up to three
   * images, of a sixteenth of the pixels each, that tell about squares of them; the prefix codes.
   *
   * @param fileBytes of the image
   */
  public static long heapBytes(long pixels, long fileBytes) {
    return 5 * pixels + PrefixCodeGroups.bytes(fileBytes);
  }

  private int[] decode() {
    int[] argb = new int[Math.multiplyExact(fullWidth, height)];
    while (bits.flag()) {
      transforms.push(transform());
    }
    EntropyCodedImage.read(bits, width, height, argb);
    for (InverseTransform transform : transforms) {
      transform.undo(argb, height);
    }
    return argb;
  }

  private InverseTransform transform() {
    int kind = bits.number(2);
    if ((seen >> kind & 1) == 1) {
      throw new Vp8Exception("one of its transforms comes twice");
    }
    seen |= 1 << kind;
    return switch (kind) {
      case PREDICTOR, COLOR -> ofSquares(kind);
      case SUBTRACT_GREEN -> new SubtractGreenTransform(width);
      default -> indexing();
    };
  }

  private InverseTransform ofSquares(int kind) {
    int squareBits = bits.number(3) + 2;
    int squares = EntropyCodedImage.squares(width, squareBits);
    int[] image =
        EntropyCodedImage.read(bits, squares, EntropyCodedImage.squares(height, squareBits));
    return kind == PREDICTOR
        ? new PredictorTransform(width, image, squareBits)
        : new ColorTransform(width, image, squareBits);
  }

  private InverseTransform indexing() {
    ColorIndexingTransform indexing = ColorIndexingTransform.read(bits, width);
    width = indexing.packedWidth();
    return indexing;
  }
}
