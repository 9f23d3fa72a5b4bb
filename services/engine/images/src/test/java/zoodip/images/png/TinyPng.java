package zoodip.images.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import zoodip.images.RgbImage;

/** PNG files of kinds that our own encoder does not write. */
public final class TinyPng {
  private TinyPng() {}

  /** A file with the given header and raw rows, each beginning with its filter byte. */
  public static byte[] of(int width, int height, int depth, int colorType, byte[] rows) {
    return file(width, height, depth, colorType, 0, rows);
  }

  /** The image in the seven passes of Adam7. */
  public static byte[] interlaced(RgbImage image) {
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int[] pass : passes) {
      for (int y = pass[1]; y < image.height() && pass[0] < image.width(); y += pass[3]) {
        rows.write(0);
        for (int x = pass[0]; x < image.width(); x += pass[2]) {
          rows.write(image.rgb(x, y) >> 16);
          rows.write(image.rgb(x, y) >> 8);
          rows.write(image.rgb(x, y));
        }
      }
    }
    return file(image.width(), image.height(), 8, 2, 1, rows.toByteArray());
  }

  private static byte[] file(
      int width, int height, int depth, int colorType, int interlace, byte[] rows) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header
        .put((byte) depth)
        .put((byte) colorType)
        .put((byte) 0)
        .put((byte) 0)
        .put((byte) interlace);
    return file(header.array(), deflated(rows));
  }

  public static byte[] file(byte[] header, byte[] packedRows) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PngChunks.SIGNATURE);
    file.writeBytes(chunk("IHDR", header));
    file.writeBytes(chunk("IDAT", packedRows));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] deflated(byte[] rows) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] packed = new byte[rows.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    return java.util.Arrays.copyOf(packed, length);
  }

  private static byte[] chunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(ISO_8859_1)).put(content);
    return chunk.putInt(PngChunks.checksum(chunk.array(), 4, 4 + content.length)).array();
  }
}
