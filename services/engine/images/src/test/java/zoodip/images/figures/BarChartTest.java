package zoodip.images.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.figures.BarChart.Group;

class BarChartTest {
  private static final List<String> SCORES = List.of("CLIP-I", "CLIP-T", "DINO");

  @Test
  void barsAreAsLongAsTheirValues() throws IOException {
    BarChart chart =
        new BarChart(
            "class word and concept",
            List.of("mug", "<my-mug> mug"),
            List.of(
                new Group("CLIP-I", List.of(0.4, 0.8)),
                new Group("CLIP-T", List.of(0.28, 0.26)),
                new Group("DINO", List.of(0.2, 0.6))));
    RgbImage drawn = chart.draw(900);
    LinePlotTest.show(drawn, "bars.png");
    assertEquals(2.0, (double) widest(drawn, 1) / widest(drawn, 0), 0.03);
  }

  @Test
  void valuesBelowZeroGoToTheLeft() throws IOException {
    BarChart chart =
        new BarChart(
            "<my-mug> mug",
            SCORES,
            List.of(
                new Group("all prompts", List.of(0.7, 0.25, 0.5)),
                new Group("a <my-mug> mug on top of a wooden floor", List.of(0.8, 0.3, -0.1)),
                new Group("a red <my-mug> mug", List.of(0.75, 0.2, 0.4))));
    RgbImage drawn = chart.draw(800);
    LinePlotTest.show(drawn, "prompts.png");
    assertTrue(leftmost(drawn, 2) < leftmost(drawn, 0));
  }

  @Test
  void refusesGroupsThatDoNotFitTheSeries() {
    List<Group> groups = List.of(new Group("a", List.of(1.0)));
    assertThrows(IllegalArgumentException.class, () -> new BarChart("", SCORES, groups));
    BarChart small = new BarChart("", List.of("one"), groups);
    assertThrows(IllegalArgumentException.class, () -> small.draw(100));
    assertTrue(small.draw(400).height() > 0);
    assertTrue(new BarChart("", List.of(), List.of()).draw(400).height() > 0);
  }

  /** The longest run of a series' colour in a row. */
  private static int widest(RgbImage image, int series) {
    int widest = 0;
    for (int y = 90; y < image.height(); y++) {
      int run = 0;
      for (int x = 0; x < image.width(); x++) {
        run += image.rgb(x, y) == LinePlot.COLORS.get(series) ? 1 : 0;
      }
      widest = Math.max(widest, run);
    }
    return widest;
  }

  private static int leftmost(RgbImage image, int series) {
    for (int x = 0; x < image.width(); x++) {
      for (int y = 90; y < image.height(); y++) {
        if (image.rgb(x, y) == LinePlot.COLORS.get(series)) {
          return x;
        }
      }
    }
    return image.width();
  }
}
