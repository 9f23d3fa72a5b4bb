package zoodip.evaluator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.evaluator.config.EvaluatorConfig;
import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.images.RgbImage;
import zoodip.images.figures.ContactSheet;
import zoodip.images.resampling.Bicubic;
import zoodip.images.resampling.ResizeCrop;

/**
 * Collects the contact sheet of an evaluation: the photos, then a row of images for each prompt.
 * Keeps no more images, and none larger, than it shows.
 */
public final class EvaluationSheet {
  private static final int MAX_HEIGHT = 29_000;
  private static final int MAX_PIXELS = 64_000_000;

  /** Beside a row's images: its label, and the space around both. */
  private static final int ROW_EXTRA = 160;

  private static final int GAP = 8;

  private final int cell;
  private final int prompts;
  private final int columns;
  private final List<ContactSheet.Cell> photos = new ArrayList<>();
  private final Map<Integer, Map<Integer, RgbImage>> images = new TreeMap<>();

  public EvaluationSheet(EvaluatorConfig config) {
    cell = config.sheetCell();
    columns = Math.max(1, Math.min(config.sheetImages(), MAX_HEIGHT / (cell + GAP)));
    prompts = Math.min(config.sheetPrompts(), mostRows(cell, columns) - 1);
  }

  private static int mostRows(int cell, int columns) {
    int height = Math.min(MAX_HEIGHT, MAX_PIXELS / (columns * (cell + GAP)));
    return height / (cell + ROW_EXTRA);
  }

  /** What is shown of a photo. */
  public ResizeCrop resizeCrop() {
    return ResizeCrop.within(cell);
  }

  public void photo(RgbImage photo) {
    if (photos.size() < columns) {
      photos.add(new ContactSheet.Cell(Bicubic.within(photo, cell), ""));
    }
  }

  public void add(EvaluationImage place, RgbImage image) {
    if (place.prompt() < prompts && place.image() < columns && place.scored()) {
      images
          .computeIfAbsent(place.prompt(), prompt -> new TreeMap<>())
          .put(place.image(), Bicubic.within(image, cell));
    }
  }

  /** The sheet of what was collected; its title says so if that is not all. */
  public RgbImage draw(String title, PromptLabels labels) {
    List<ContactSheet.Row> rows = new ArrayList<>();
    rows.add(new ContactSheet.Row("photos", photos));
    images.forEach(
        (prompt, row) ->
            rows.add(
                new ContactSheet.Row(
                    labels.prompt(prompt),
                    row.values().stream().map(one -> new ContactSheet.Cell(one, "")).toList())));
    String shown = labels.title(title, Math.min(prompts, labels.count()));
    return new ContactSheet(shown, rows).draw(cell);
  }
}
