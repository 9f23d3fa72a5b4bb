package zoodip.images.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.figures.ContactSheet.Cell;
import zoodip.images.figures.ContactSheet.Row;

class ContactSheetTest {
  private static final RgbImage RED = RgbImage.filled(64, 64, 0xff0000);

  @Test
  void enlargesSmallImagesByAWholeFactor() {
    RgbImage sheet = new ContactSheet("", List.of(row(5, ""))).draw(150);
    assertEquals(2 * 16 + 5 * 150 + 4 * 8, sheet.width());
    assertEquals(5 * 128 * 128, count(sheet, 0xff0000));
  }

  @Test
  void shrinksLargeImagesIntoTheirCell() {
    Cell wide = new Cell(RgbImage.filled(1000, 500, 0x00ff00), "");
    RgbImage sheet = new ContactSheet("", List.of(new Row("", List.of(wide)))).draw(128);
    assertEquals(128 * 64, count(sheet, 0x00ff00));
  }

  @Test
  void textMakesRoomForItself() {
    RgbImage bare = new ContactSheet("", List.of(row(3, ""))).draw(128);
    RgbImage labelled = new ContactSheet("Title", List.of(row(3, "a cat on the beach"))).draw(128);
    RgbImage wrapped =
        new ContactSheet("Title", List.of(row(3, "a cat on the beach ".repeat(9)))).draw(128);
    assertTrue(bare.height() < labelled.height());
    assertTrue(labelled.height() < wrapped.height());
    assertEquals(3 * 128 * 128, count(wrapped, 0xff0000));
    assertTrue(count(wrapped, 0x202020) > count(labelled, 0x202020));
    assertEquals(0, count(bare, 0x202020));
  }

  @Test
  void linesBreakAtSpacesAndKeepToTheirWidth() {
    assertEquals(List.of("a photo", "of a", "cat"), BitmapFont.lines("a photo of a cat", 7));
    assertEquals(List.of("super", "cali", "fr"), BitmapFont.lines("supercali fr", 5));
    assertEquals(List.of("cafe ??"), BitmapFont.lines("caf\u00e9 \u732b\u732b", 20));
    assertEquals(List.of(), BitmapFont.lines("  ", 20));
  }

  @Test
  void everyPrintableLetterIsDrawnDifferently() {
    List<String> drawn =
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ "
            .chars()
            .mapToObj(c -> dots((char) c))
            .toList();
    assertEquals(95, drawn.stream().distinct().count());
  }

  @Test
  void refusesSheetsOfUnreasonableSize() {
    ContactSheet sheet = new ContactSheet("", List.of(row(200, "")));
    assertThrows(IllegalArgumentException.class, () -> sheet.draw(1024));
    assertThrows(IllegalArgumentException.class, () -> sheet.draw(1));
  }

  private static Row row(int images, String caption) {
    return new Row(caption, java.util.Collections.nCopies(images, new Cell(RED, caption)));
  }

  private static String dots(char letter) {
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < BitmapFont.LINE_HEIGHT * BitmapFont.ADVANCE; i++) {
      dots.append(
          BitmapFont.isSet(letter, i % BitmapFont.ADVANCE, i / BitmapFont.ADVANCE) ? '#' : '.');
    }
    return dots.toString();
  }

  private static int count(RgbImage image, int color) {
    int count = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        count += image.rgb(x, y) == color ? 1 : 0;
      }
    }
    return count;
  }
}
