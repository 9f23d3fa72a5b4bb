package zoodip.images;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import zoodip.images.png.TinyPng;

/** Photos of any size, made row by row: soft colours with grain, as of a phone. */
public final class LargePhotos {
  private LargePhotos() {}

  public static void jpeg(Path file, int width, int height, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.6f);
    param.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    try (var output = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(new Painted(width, height).image(), null, null), param);
    } finally {
      writer.dispose();
    }
  }

  public static void png(Path file, int width, int height) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
      byte[] row = new byte[1 + 3 * width];
      Arrays.fill(row, 1, row.length, (byte) 200);
      for (int y = 0; y < height; y++) {
        row[1 + 3 * (y % width)]++;
        out.write(row);
      }
    }
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put((byte) 2);
    Files.write(file, TinyPng.file(header.array(), packed.toByteArray()));
  }

  private static void paint(int y, byte[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = (byte) (128 + ((x / 9 + y / 5 + 40 * (x % 3)) & 63) + (Noise.at(x ^ y * 31) & 3));
    }
  }

  /** An image for a writer that asks for one row at a time. */
  private static final class Painted extends WritableRaster {
    Painted(int width, int height) {
      super(
          new PixelInterleavedSampleModel(
              DataBuffer.TYPE_BYTE, width, height, 3, 3 * width, new int[] {0, 1, 2}),
          new DataBufferByte(1),
          new Point());
    }

    BufferedImage image() {
      ColorSpace colors = ColorSpace.getInstance(ColorSpace.CS_sRGB);
      return new BufferedImage(
          new ComponentColorModel(colors, false, false, 1, DataBuffer.TYPE_BYTE),
          this,
          false,
          null);
    }

    @Override
    public Raster createChild(int x, int y, int width, int height, int toX, int toY, int[] bands) {
      byte[] row = new byte[3 * width];
      paint(y, row);
      return Raster.createInterleavedRaster(
          new DataBufferByte(row, row.length), width, 1, row.length, 3, new int[] {0, 1, 2}, null);
    }
  }
}
