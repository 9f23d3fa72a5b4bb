package zoodip.images.png;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/**
 * The passes that the pixels of a PNG file come in. Those of an interlaced file are unpacked side
 * by side, each from a stream of its own that skips the passes before, so that rows come complete
 * and in order without an image in memory; that unpacks the file about twice.
 */
final class PngPasses implements AutoCloseable {
  /** The passes of Adam7: first column, first row, step right, step down. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final List<Pass> passes = new ArrayList<>();
  private final List<InputStream> streams = new ArrayList<>();

  /**
   * One pass.
   *
   * @param rows of its pixels alone
   */
  private record Pass(
      PngScanlines rows, int columns, int firstColumn, int firstRow, int right, int down) {

    boolean has(int y) {
      return y >= firstRow && (y - firstRow) % down == 0;
    }
  }

  PngPasses(PngHeader header, List<PngChunks.Chunk> chunks) throws IOException {
    try {
      open(header, chunks);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(PngHeader header, List<PngChunks.Chunk> chunks) throws IOException {
    long before = 0;
    for (int[] pass : header.interlaced() ? ADAM7 : ONE_PASS) {
      int columns = (header.width() - pass[0] + pass[2] - 1) / pass[2];
      int rows = (header.height() - pass[1] + pass[3] - 1) / pass[3];
      if (columns > 0 && rows > 0) {
        InputStream pixels = new InflaterInputStream(data(chunks));
        streams.add(pixels);
        pixels.skipNBytes(before);
        PngScanlines of = new PngScanlines(pixels, header, columns);
        passes.add(new Pass(of, columns, pass[0], pass[1], pass[2], pass[3]));
        before += rows * (1 + header.rowBytes(columns));
      }
    }
  }

  /** Puts row {@code y} of the image together; rows are asked for in order. */
  void row(int y, PngColorConversion colors, byte[] rgb) throws IOException {
    for (Pass pass : passes) {
      if (pass.has(y)) {
        byte[] row = pass.rows().next();
        for (int i = 0, at = 3 * pass.firstColumn(); i < pass.columns(); i++) {
          colors.put(row, i, rgb, at);
          at += 3 * pass.right();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (InputStream stream : streams) {
      stream.close();
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
}
