package zoodip.images.jpeg;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import zoodip.images.RowConsumer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;

/**
 * Where the JDK's JPEG reader believes to write a whole image: each row is passed on as it comes,
 * and none is kept. The reader sets rows one by one, from the top, and does so again after each
 * scan of an image that comes in several: only one of these passes is passed on.
 */
final class RowRaster extends WritableRaster {
  private final RowConsumer samples;
  private final byte[] row;
  private final int wantedPass;
  private int pass = 1;
  private int next;

  /**
   * @param bands samples a pixel: 1, grey, or 3, red green blue
   * @param wantedPass the pass whose rows count, from 1 on
   * @param samples takes each row; it may overwrite it
   */
  RowRaster(int width, int height, int bands, int wantedPass, RowConsumer samples) {
    super(model(width, height, bands), new DataBufferByte(1), new Point());
    this.wantedPass = wantedPass;
    this.samples = samples;
    this.row = new byte[width * bands];
  }

  /** An image that stands for the image. */
  BufferedImage image() {
    int space = getNumBands() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(colors, this, false, null);
  }

  /**
   * The passes that there were.
   *
   * @throws BadPhotoException if the last is not complete
   */
  int passes() {
    if (next != getHeight()) {
      throw BadPhotoException.corrupt(
          Format.JPEG, "only %d of its %d rows are there".formatted(next, getHeight()));
    }
    return pass;
  }

  @Override
  public void setRect(int x, int y, Raster source) {
    if (y == 0 && next == getHeight()) {
      next = 0;
      pass++;
    }
    byte[] given = ((DataBufferByte) source.getDataBuffer()).getData();
    if (x != 0 || y != next || source.getHeight() != 1 || given.length != row.length) {
      throw new IllegalStateException(
          "The JPEG reader of this Java runtime sets %d x %d pixels at %d, %d and not row %d"
              .formatted(source.getWidth(), source.getHeight(), x, y, next));
    }
    next++;
    if (pass == wantedPass) {
      System.arraycopy(given, 0, row, 0, row.length);
      samples.accept(row, 0);
    }
  }

  private static SampleModel model(int width, int height, int bands) {
    return new PixelInterleavedSampleModel(
        DataBuffer.TYPE_BYTE,
        width,
        height,
        bands,
        bands * width,
        IntStream.range(0, bands).toArray());
  }
}
