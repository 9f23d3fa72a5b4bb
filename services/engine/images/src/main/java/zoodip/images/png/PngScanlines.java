package zoodip.images.png;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;

/** The rows of one pass with their filters undone (PNG specification, section 9). */
final class PngScanlines {
  private final InputStream pixels;
  private final int pixelBytes;
  private byte[] row;
  private byte[] above;

  /**
   * @param pixels unpacked image data, standing at the pass
   * @param columns pixels a row of the pass
   */
  PngScanlines(InputStream pixels, PngHeader header, int columns) {
    this.pixels = pixels;
    this.pixelBytes = Math.max(1, header.bitsPerPixel() / 8);
    this.row = new byte[Math.toIntExact(header.rowBytes(columns))];
    this.above = new byte[row.length];
  }

  /** The next row's samples, valid until the next call but one. */
  byte[] next() throws IOException {
    byte[] spare = above;
    above = row;
    row = spare;
    int filter = pixels.read();
    if (filter < 0 || pixels.readNBytes(row, 0, row.length) < row.length) {
      throw new EOFException();
    }
    switch (filter) {
      case 0 -> {
        // stored as it is
      }
      case 1 -> undoSub();
      case 2 -> undoUp();
      case 3 -> undoAverage();
      case 4 -> undoPaeth();
      default ->
          throw BadPhotoException.corrupt(
              Format.PNG, "its row filter %d does not exist".formatted(filter));
    }
    return row;
  }

  private void undoSub() {
    for (int i = pixelBytes; i < row.length; i++) {
      row[i] += row[i - pixelBytes];
    }
  }

  private void undoUp() {
    for (int i = 0; i < row.length; i++) {
      row[i] += above[i];
    }
  }

  private void undoAverage() {
    for (int i = 0; i < row.length; i++) {
      int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
    }
  }

  private void undoPaeth() {
    for (int i = 0; i < row.length; i++) {
      int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
      int aboveLeft = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
      row[i] += (byte) paeth(left, above[i] & 0xff, aboveLeft);
    }
  }

  private static int paeth(int left, int up, int upLeft) {
    int toLeft = Math.abs(up - upLeft);
    int toUp = Math.abs(left - upLeft);
    int toUpLeft = Math.abs(left + up - 2 * upLeft);
    if (toLeft <= toUp && toLeft <= toUpLeft) {
      return left;
    }
    return toUp <= toUpLeft ? up : upLeft;
  }
}
