package zoodip.webp;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A VP8 key frame: one image, decoded macroblock by macroblock. */
public final class KeyFrame {
  private static final int INSIDE = 8;

  private final FrameHeader header;
  private final int columns;
  private final int rows;
  private final Plane luma;
  private final Plane blueChroma;
  private final Plane redChroma;
  private final Macroblock macroblock;

  /** For each macroblock which filter strength it has, and whether its inner edges are filtered. */
  private final byte[] filtering;

  private KeyFrame(FrameHeader header, int width, int height) {
    this.header = header;
    this.columns = (width + 15) / 16;
    this.rows = (height + 15) / 16;
    this.luma = new Plane(16 * columns, 16 * rows);
    this.blueChroma = new Plane(8 * columns, 8 * rows);
    this.redChroma = new Plane(8 * columns, 8 * rows);
    this.macroblock = new Macroblock(luma, blueChroma, redChroma);
    this.filtering = new byte[columns * rows];
  }

  /**
   * Decodes a frame.
   *
   * @param frame all of it, from its tag on
   * @param width that its header gives
   * @param height that its header gives
   * @param rows takes the rows from the top, [width, 3] RGB, each overwritten by the next
   * @throws Vp8Exception if it is damaged or cut off
   */
  public static void decode(ByteBuffer frame, int width, int height, Consumer<byte[]> rows) {
    KeyFrame keyFrame = new KeyFrame(new FrameHeader(frame), width, height);
    keyFrame.reconstruct();
    keyFrame.filter();
    new YuvToRgb(keyFrame.luma, keyFrame.blueChroma, keyFrame.redChroma, width, height).rows(rows);
  }

  private void reconstruct() {
    PredictionModes modes = new PredictionModes(header, columns);
    Coefficients coefficients = new Coefficients(header, columns);
    for (int row = 0; row < rows; row++) {
      modes.startRow();
      coefficients.startRow();
      for (int column = 0; column < columns; column++) {
        modes.next(column);
        boolean empty = !readCoefficients(modes, coefficients, column, row);
        macroblock.reconstruct(modes, coefficients.values(), column, row);
        int strength = 2 * modes.segment() + (modes.inBlocks() ? 1 : 0);
        int inside = modes.inBlocks() || !empty ? INSIDE : 0;
        filtering[row * columns + column] = (byte) (strength + inside);
      }
      luma.extendRow(16 * row + 15);
    }
  }

  private boolean readCoefficients(
      PredictionModes modes, Coefficients coefficients, int column, int row) {
    if (modes.skipped()) {
      coefficients.skip(column, modes.inBlocks());
      return false;
    }
    Quantizers quantizers = header.quantizers(modes.segment());
    return coefficients.read(header.partition(row), quantizers, column, modes.inBlocks());
  }

  private void filter() {
    LoopFilter.Strength[] strengths = new LoopFilter.Strength[INSIDE];
    for (int i = 0; i < strengths.length; i++) {
      strengths[i] = LoopFilter.Strength.of(header, i / 2, i % 2 == 1);
    }
    LoopFilter filter = new LoopFilter(header.simpleFilter(), luma, blueChroma, redChroma);
    for (int i = 0; i < filtering.length; i++) {
      boolean inside = filtering[i] >= INSIDE;
      filter.macroblock(i % columns, i / columns, strengths[filtering[i] % INSIDE], inside);
    }
  }
}
