package zoodip.trainer.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zoodip.images.RgbImage;
import zoodip.images.figures.LinePlot;
import zoodip.images.figures.LinePlot.Line;
import zoodip.images.figures.LinePlot.Weight;
import zoodip.images.png.Png;
import zoodip.trainer.training.LossCurve;

/** The losses of a training as a table and as a plot. */
public final class LossFiles {
  private static final String TABLE = "losses.csv";
  private static final String PLOT = "loss-curve.png";
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;

  private LossFiles() {}

  /**
   * Both files; none before the first step.
   *
   * @param title of the plot
   */
  public static List<JobFile> of(String title, LossCurve curve) {
    if (curve.steps() == 0) {
      return List.of();
    }
    double[] losses = curve.losses();
    double[] smoothed = curve.smoothedLosses();
    return List.of(
        new JobFile(TABLE, table(losses, smoothed), "text/csv"),
        JobFile.png(PLOT, Png.encode(plot(title, losses, smoothed), Map.of("Software", "Zoodip"))));
  }

  private static byte[] table(double[] losses, double[] smoothed) {
    StringBuilder table = new StringBuilder("step,loss,smoothed\n");
    for (int i = 0; i < losses.length; i++) {
      table.append(i + 1).append(',').append((float) losses[i]);
      table.append(',').append((float) smoothed[i]).append('\n');
    }
    return table.toString().getBytes(US_ASCII);
  }

  private static RgbImage plot(String title, double[] losses, double[] smoothed) {
    double[] steps = IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
    return new LinePlot(
            title,
            "step",
            "loss",
            List.of(
                new Line("each step", steps, losses, LinePlot.COLORS.get(0), Weight.FAINT),
                new Line("smoothed", steps, smoothed, LinePlot.COLORS.get(1), Weight.STRONG)))
        .draw(WIDTH, HEIGHT);
  }
}
