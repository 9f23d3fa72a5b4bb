package zoodip.images.figures;

import java.util.List;
import zoodip.images.RgbImage;
import zoodip.images.resampling.Bicubic;

/**
 * Rows of labelled images on one sheet.
 *
 * @param title stands above everything; may be empty
 * @param rows from top to bottom
 */
public record ContactSheet(String title, List<Row> rows) {
  private static final int GAP = 8;
  private static final int MARGIN = 16;
  private static final int MIN_WIDTH = 360;
  private static final int MAX_SIDE = 30_000;

  /**
   * One row.
   *
   * @param label stands above the row; may be empty
   * @param cells from left to right
   */
  public record Row(String label, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One image of a row.
   *
   * @param image of any size
   * @param caption stands below the image, for example its prompt; may be empty
   */
  public record Cell(RgbImage image, String caption) {}

  public ContactSheet {
    rows = List.copyOf(rows);
  }

  /**
   * Draws the sheet. An image smaller than its cell is enlarged by the largest whole factor that
   * fits, a larger one is scaled down to fit, both bicubic.
   *
   * @param cellSide pixels of a cell's side, 32..2048
   * @throws IllegalArgumentException if the sheet would have a side of more than 30,000 pixels
   */
  public RgbImage draw(int cellSide) {
    if (cellSide < 32 || cellSide > 2048) {
      throw new IllegalArgumentException(
          "the cells of a contact sheet have sides of 32..2048 pixels, got " + cellSide);
    }
    SheetLayout layout = new SheetLayout(cellSide, width(cellSide));
    int height = layout.sheetHeight(this);
    if (layout.width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "a contact sheet of %d x %d pixels is too large: draw fewer pictures or smaller cells"
              .formatted(layout.width, height));
    }
    Canvas canvas = new Canvas(layout.width, height, Canvas.BACKGROUND);
    int top = MARGIN;
    canvas.write(layout.titleLines(title), MARGIN, top, SheetLayout.TITLE_SCALE, Canvas.FOREGROUND);
    top += layout.titleHeight(title);
    for (Row row : rows) {
      drawRow(canvas, layout, row, top);
      top += layout.rowHeight(row);
    }
    return canvas.image();
  }

  private static void drawRow(Canvas canvas, SheetLayout layout, Row row, int top) {
    canvas.write(layout.labelLines(row), MARGIN, top, SheetLayout.LABEL_SCALE, Canvas.FOREGROUND);
    int images = top + layout.labelHeight(row);
    int left = MARGIN;
    for (Cell cell : row.cells()) {
      RgbImage fitted = fitted(cell.image(), layout.cellSide);
      int inset = (layout.cellSide - fitted.width()) / 2;
      canvas.paste(fitted, left + inset, images + (layout.cellSide - fitted.height()) / 2);
      int below = images + layout.cellSide + GAP / 2;
      canvas.write(layout.captionLines(cell), left, below, layout.captionScale, Canvas.FOREGROUND);
      left += layout.cellSide + GAP;
    }
  }

  private static RgbImage fitted(RgbImage image, int side) {
    int longest = Math.max(image.width(), image.height());
    if (longest <= side) {
      int factor = side / longest;
      return Bicubic.resize(image, image.width() * factor, image.height() * factor);
    }
    return Bicubic.within(image, side);
  }

  private int width(int cellSide) {
    int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    return Math.max(MIN_WIDTH, 2 * MARGIN + columns * (cellSide + GAP) - GAP);
  }

  /** Where text breaks and how high everything is. */
  private static final class SheetLayout {
    static final int TITLE_SCALE = 3;
    static final int LABEL_SCALE = 2;

    private final int cellSide;
    private final int width;
    private final int captionScale;

    SheetLayout(int cellSide, int width) {
      this.cellSide = cellSide;
      this.width = width;
      this.captionScale = cellSide >= 192 ? 2 : 1;
    }

    List<String> titleLines(String title) {
      return lines(title, width - 2 * MARGIN, TITLE_SCALE);
    }

    List<String> labelLines(Row row) {
      return lines(row.label(), width - 2 * MARGIN, LABEL_SCALE);
    }

    List<String> captionLines(Cell cell) {
      return lines(cell.caption(), cellSide, captionScale);
    }

    int titleHeight(String title) {
      return height(titleLines(title), TITLE_SCALE);
    }

    int labelHeight(Row row) {
      return height(labelLines(row), LABEL_SCALE);
    }

    int rowHeight(Row row) {
      int captions =
          row.cells().stream()
              .mapToInt(cell -> height(captionLines(cell), captionScale))
              .max()
              .orElse(0);
      return labelHeight(row) + cellSide + captions + MARGIN;
    }

    int sheetHeight(ContactSheet sheet) {
      int rows = sheet.rows.stream().mapToInt(this::rowHeight).sum();
      return 2 * MARGIN + titleHeight(sheet.title) + rows;
    }

    private static List<String> lines(String text, int pixels, int scale) {
      return BitmapFont.lines(text, Math.max(1, pixels / (BitmapFont.ADVANCE * scale)));
    }

    private static int height(List<String> lines, int scale) {
      return lines.isEmpty() ? 0 : lines.size() * BitmapFont.LINE_HEIGHT * scale + GAP;
    }
  }
}
