package zoodip.pictures;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/** Decodes PNG files of every colour type and depth, row by row. */
final class PngFile {
  /** The passes of Adam7: first column, first row, step right, step down. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private PngFile() {}

  static Picture decode(byte[] file, PhotoLimits limits) {
    PngHeader header = PngHeader.read(PngChunks.first(file), limits);
    List<PngChunks.Chunk> chunks = PngChunks.of(file);
    PngColors colors = new PngColors(header, content(chunks, "PLTE"));
    byte[] rgb =
        new byte[Math.multiplyExact(3, Math.multiplyExact(header.width(), header.height()))];
    try (InputStream pixels = new InflaterInputStream(data(chunks))) {
      for (int[] pass : header.interlaced() ? ADAM7 : ONE_PASS) {
        readPass(header, colors, pixels, pass, rgb);
      }
    } catch (EOFException e) {
      throw BadPhotoException.corrupt(Format.PNG, "it ends in the middle of the picture", e);
    } catch (IOException e) {
      throw BadPhotoException.corrupt(Format.PNG, "its pixels cannot be unpacked", e);
    }
    return content(chunks, "eXIf")
        .map(Exif::orientation)
        .orElse(Orientation.UPRIGHT)
        .upright(new Picture(header.width(), header.height(), rgb));
  }

  private static void readPass(
      PngHeader header, PngColors colors, InputStream pixels, int[] pass, byte[] rgb)
      throws IOException {
    int columns = (header.width() - pass[0] + pass[2] - 1) / pass[2];
    if (columns == 0) {
      return;
    }
    PngRows rows = new PngRows(pixels, header, columns);
    for (int y = pass[1]; y < header.height(); y += pass[3]) {
      byte[] row = rows.next();
      int at = 3 * (y * header.width() + pass[0]);
      for (int i = 0; i < columns; i++, at += 3 * pass[2]) {
        colors.put(row, i, rgb, at);
      }
    }
  }

  private static InputStream data(List<PngChunks.Chunk> chunks) {
    Stream<InputStream> parts =
        chunks.stream()
            .filter(chunk -> chunk.type().equals("IDAT"))
            .map(PngChunks.Chunk::content)
            .map(part -> new ByteArrayInputStream(part.array(), part.arrayOffset(), part.limit()));
    return new SequenceInputStream(Collections.enumeration(parts.toList()));
  }

  private static Optional<ByteBuffer> content(List<PngChunks.Chunk> chunks, String type) {
    return chunks.stream()
        .filter(chunk -> chunk.type().equals(type))
        .map(PngChunks.Chunk::content)
        .findFirst();
  }
}
