package zoodip.evaluator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.evaluator.EvaluatorConfig;
import zoodip.evaluator.prompts.EvaluationPicture;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.pictures.Bicubic;
import zoodip.pictures.ContactSheet;
import zoodip.pictures.Picture;

/**
 * Collects the contact sheet of an evaluation: the photos, then a row of pictures for each prompt.
 * Keeps no more pictures, and none larger, than it shows.
 */
public final class Sheet {
  private final int cell;
  private final int prompts;
  private final int columns;
  private final List<ContactSheet.Cell> photos = new ArrayList<>();
  private final Map<Integer, Map<Integer, Picture>> pictures = new TreeMap<>();

  public Sheet(EvaluatorConfig config) {
    cell = config.sheetCell();
    prompts = config.sheetPrompts();
    columns = config.sheetPictures();
  }

  public void photo(Picture photo) {
    if (photos.size() < columns) {
      photos.add(new ContactSheet.Cell(Bicubic.within(photo, cell), ""));
    }
  }

  public void picture(EvaluationPicture place, Picture picture) {
    if (place.prompt() < prompts && place.image() < columns && place.scored()) {
      pictures
          .computeIfAbsent(place.prompt(), prompt -> new TreeMap<>())
          .put(place.image(), Bicubic.within(picture, cell));
    }
  }

  /** The sheet of what was collected. */
  public Picture draw(String title, EvaluationPlan plan) {
    List<ContactSheet.Row> rows = new ArrayList<>();
    rows.add(new ContactSheet.Row("photos", photos));
    pictures.forEach(
        (prompt, row) ->
            rows.add(
                new ContactSheet.Row(
                    plan.prompts().get(prompt).drawn(),
                    row.values().stream().map(one -> new ContactSheet.Cell(one, "")).toList())));
    return new ContactSheet(title, rows).draw(cell);
  }
}
