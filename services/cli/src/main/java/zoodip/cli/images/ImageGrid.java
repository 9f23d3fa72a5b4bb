package zoodip.cli.images;

import com.google.protobuf.ByteString;
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

  /** The sheet as a PNG. */
  static ByteString png(List<PromptImages> prompts) {
    ContactSheet sheet =
        new ContactSheet(
            "",
            prompts.stream()
                .map(each -> new ContactSheet.Row(each.prompt(), cells(each.images())))
                .toList());
    return ByteString.copyFrom(Png.encode(sheet.draw(cellSide(prompts)), Map.of()));
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
