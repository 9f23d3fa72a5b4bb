package zoodip.images.webp;

import java.nio.ByteBuffer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.WhiteBackground;
import zoodip.webp.LosslessImage;
import zoodip.webp.Vp8Exception;

/**
 * The transparency of a lossy WebP file, row by row: its ALPH chunk (RFC 9649, section 2.7.1.2).
 */
final class WebpAlpha {
  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;

  private final ByteBuffer raw;
  private final int[] compressed;
  private final int filter;
  private byte[] row;
  private byte[] above;
  private int y;

  private WebpAlpha(ByteBuffer raw, int[] compressed, int width, int filter) {
    this.raw = raw;
    this.compressed = compressed;
    this.filter = filter;
    this.row = new byte[width];
    this.above = new byte[width];
  }

  /** Bytes of the heap that decoding takes. */
  static long bytes(ByteBuffer chunk, long pixels) {
    return isCompressed(chunk) ? LosslessImage.heapBytes(pixels, chunk.limit()) : 0;
  }

  static WebpAlpha of(ByteBuffer chunk, int width, int height) {
    if (chunk.limit() < 1 || (!isCompressed(chunk) && chunk.limit() - 1L < (long) width * height)) {
      throw BadPhotoException.corrupt(Format.WEBP, "its transparency is cut off");
    }
    int filter = chunk.get(0) >> 2 & 3;
    ByteBuffer samples = chunk.slice(1, chunk.limit() - 1);
    return isCompressed(chunk)
        ? new WebpAlpha(samples, decompressed(samples, width, height), width, filter)
        : new WebpAlpha(samples, null, width, filter);
  }

  /** Lays the next row's pixels on white. */
  void blendOnWhite(byte[] rgb) {
    byte[] alphas = next();
    for (int x = 0; x < alphas.length; x++) {
      WhiteBackground.blend(rgb, 3 * x, alphas[x] & 0xff);
    }
  }

  private byte[] next() {
    byte[] spare = above;
    above = row;
    row = spare;
    read();
    for (int x = 0; filter != 0 && x < row.length; x++) {
      row[x] += (byte) prediction(x);
    }
    y++;
    return row;
  }

  private void read() {
    if (compressed == null) {
      raw.get(y * row.length, row);
      return;
    }
    for (int x = 0; x < row.length; x++) {
      row[x] = (byte) (compressed[y * row.length + x] >> 8);
    }
  }

  private int prediction(int x) {
    if (y == 0) {
      return x == 0 ? 0 : row[x - 1];
    }
    if (x == 0 || filter == VERTICAL) {
      return above[x];
    }
    if (filter == HORIZONTAL) {
      return row[x - 1];
    }
    int sum = (row[x - 1] & 0xff) + (above[x] & 0xff) - (above[x - 1] & 0xff);
    return Math.max(0, Math.min(255, sum));
  }

  private static boolean isCompressed(ByteBuffer chunk) {
    return chunk.limit() > 0 && (chunk.get(0) & 3) == 1;
  }

  /** The samples are the green ones of a lossless image that lacks its header. */
  private static int[] decompressed(ByteBuffer samples, int width, int height) {
    try {
      return LosslessImage.decode(samples, width, height);
    } catch (Vp8Exception e) {
      throw BadPhotoException.corrupt(Format.WEBP, "its transparency: " + e.getMessage(), e);
    }
  }
}
