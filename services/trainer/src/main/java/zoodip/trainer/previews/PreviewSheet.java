package zoodip.trainer.previews;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.images.RgbImage;
import zoodip.images.figures.ContactSheet;
import zoodip.images.resampling.Bicubic;
import zoodip.provenance.ImageMarking;
import zoodip.trainer.files.JobFile;

/**
 * All previews of a training on one sheet, step by step (ZOODiP, Fig. S5). Keeps no image larger
 * than it shows.
 */
final class PreviewSheet {
  static final String FILE = "previews.png";
  private static final int CELL = 192;
  private static final int COLUMNS = 6;

  private final String title;
  private final ImageMarking marking;
  private final Map<Long, RgbImage> images = new TreeMap<>();

  PreviewSheet(String title, ImageMarking marking) {
    this.title = title;
    this.marking = marking;
  }

  void add(long step, RgbImage image) {
    images.put(step, Bicubic.within(image, CELL));
  }

  boolean has(long step) {
    return images.containsKey(step);
  }

  JobFile file() {
    List<ContactSheet.Cell> cells = new ArrayList<>();
    images.forEach((step, image) -> cells.add(new ContactSheet.Cell(image, "step " + step)));
    List<ContactSheet.Row> rows = new ArrayList<>();
    for (int from = 0; from < cells.size(); from += COLUMNS) {
      int to = Math.min(cells.size(), from + COLUMNS);
      rows.add(new ContactSheet.Row("", cells.subList(from, to)));
    }
    RgbImage sheet = new ContactSheet(title, rows).draw(CELL);
    return JobFile.png(FILE, marking.composed(sheet, Map.of("Software", "Zoodip")));
  }
}
