package zoodip.cli.images;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.figures.ContactSheet;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.v1.Image;

/** A sheet of generated images: a row for each prompt, a column for each seed. */
final class ImageGrid {
  private static final int SMALLEST_CELL = 192;
  private static final int LARGEST_CELL = 512;

  private ImageGrid() {}

  /**
   * The sheet as a PNG.
   *
   * @param told whether prompts may be told; else they are numbers, from 1 on
   */
  static ByteString png(List<PromptImages> prompts, boolean told) {
    ContactSheet sheet = new ContactSheet("", rows(prompts, told));
    return ByteString.copyFrom(Png.encode(sheet.draw(cellSide(prompts)), Map.of()));
  }

  static List<ContactSheet.Row> rows(List<PromptImages> prompts, boolean told) {
    List<ContactSheet.Row> rows = new ArrayList<>();
    for (PromptImages prompt : prompts) {
      String label = told ? prompt.prompt() : String.valueOf(rows.size() + 1);
      rows.add(new ContactSheet.Row(label, cells(prompt.images())));
    }
    return rows;
  }

  private static List<ContactSheet.Cell> cells(List<Image> images) {
    return images.stream()
        .map(
            image ->
                new ContactSheet.Cell(
                    Photos.decode(image.getPng().toByteArray(), PhotoLimits.DEFAULT).image(),
                    "seed " + image.getSeed()))
        .toList();
  }

  private static int cellSide(List<PromptImages> prompts) {
    int side =
        prompts.stream()
            .flatMap(prompt -> prompt.images().stream())
            .mapToInt(image -> Math.max(image.getWidth(), image.getHeight()))
            .max()
            .orElse(SMALLEST_CELL);
    return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, side));
  }
}
