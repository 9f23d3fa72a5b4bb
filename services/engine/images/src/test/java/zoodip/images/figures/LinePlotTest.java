package zoodip.images.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.figures.LinePlot.Line;
import zoodip.images.figures.LinePlot.Weight;
import zoodip.images.png.Png;

class LinePlotTest {
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  @Test
  void aStrongLineIsSeenFromOneEndOfTheAxesToTheOther() throws IOException {
    Line rising = new Line("loss", range(100), range(100), RED, Weight.STRONG);
    RgbImage plot = new LinePlot("Loss", "step", "loss", List.of(rising)).draw(800, 500);
    show(plot, "rising.png");
    assertEquals(800, plot.width());
    int[] red = columns(plot, RED);
    assertTrue(red.length > 500, red.length + " columns");
    assertTrue(topmost(plot, RED, red[0]) > topmost(plot, RED, red[red.length - 1]));
  }

  @Test
  void anOutlierOfAFaintLineDoesNotFlattenTheStrongOne() throws IOException {
    double[] raw = noise(3000);
    raw[1500] = 1000;
    Line faint = new Line("each step", range(3000), raw, BLUE, Weight.FAINT);
    Line strong = new Line("smoothed", range(3000), halved(3000), RED, Weight.STRONG);
    RgbImage plot =
        new LinePlot("<my-mug> mug", "step", "loss", List.of(faint, strong)).draw(900, 540);
    show(plot, "noisy.png");
    int[] red = columns(plot, RED);
    int fall = topmost(plot, RED, red[red.length - 1]) - topmost(plot, RED, red[0]);
    assertTrue(fall > 50, "falls by " + fall + " pixels");
  }

  @Test
  void fewPointsOrNoneMakeAPlotToo() throws IOException {
    Line point = new Line("one", new double[] {3}, new double[] {0.5}, RED, Weight.STRONG);
    Line flat = new Line("two", new double[] {3, 4}, new double[] {0, 0}, RED, Weight.STRONG);
    assertTrue(columns(new LinePlot("", "x", "y", List.of(point)).draw(300, 300), RED).length > 0);
    assertTrue(columns(new LinePlot("", "x", "y", List.of(flat)).draw(300, 300), RED).length > 0);
    show(new LinePlot("nothing", "x", "y", List.of()).draw(300, 300), "nothing.png");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    LinePlot plot = new LinePlot("", "", "", List.of());
    assertThrows(IllegalArgumentException.class, () -> plot.draw(10, 500));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Line("", new double[1], new double[2], RED, Weight.FAINT));
  }

  static void show(RgbImage image, String file) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "plots"));
    Files.write(folder.resolve(file), Png.encode(image, Map.of()));
  }

  private static double[] range(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  private static double[] noise(int count) {
    Random random = new Random(1);
    double[] values = halved(count);
    for (int i = 0; i < count; i++) {
      values[i] *= Math.exp(random.nextGaussian() * 0.5);
    }
    return values;
  }

  /** From 0.2 down to 0.1. */
  private static double[] halved(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.1 + 0.1 * Math.exp(-4.0 * i / count);
    }
    return values;
  }

  /** The columns that show the colour right of the legend's and the axis's place. */
  private static int[] columns(RgbImage image, int color) {
    return java.util.stream.IntStream.range(0, image.width())
        .filter(x -> topmost(image, color, x) < image.height())
        .toArray();
  }

  /** Below the legend. */
  private static int topmost(RgbImage image, int color, int x) {
    int y = 90;
    while (y < image.height() && image.rgb(x, y) != color) {
      y++;
    }
    return y;
  }
}
