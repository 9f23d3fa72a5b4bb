package zoodip.trainer.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zoodip.images.RgbImage;
import zoodip.images.figures.LinePlot;
import zoodip.images.figures.LinePlot.Line;
import zoodip.images.figures.LinePlot.Weight;
import zoodip.images.png.Png;
import zoodip.trainer.training.LossCurve;
import zoodip.zeroth.journal.ProbeLoss;

/** The losses of a training, and those on its probe set, as a table and as a plot. */
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
    return List.of(
        new JobFile(TABLE, LossTable.of(curve).getBytes(US_ASCII), "text/csv"),
        JobFile.png(PLOT, Png.encode(plot(title, curve), Map.of("Software", "Zoodip"))));
  }

  private static RgbImage plot(String title, LossCurve curve) {
    double[] steps = IntStream.rangeClosed(1, curve.steps()).asDoubleStream().toArray();
    List<Line> lines = new ArrayList<>();
    lines.add(line("each step", steps, curve.losses(), 0, Weight.FAINT));
    lines.add(line("smoothed", steps, curve.smoothedLosses(), 1, Weight.STRONG));
    if (!curve.probes().isEmpty()) {
      lines.add(probes(curve.probes()));
    }
    return new LinePlot(title, "step", "loss", lines).draw(WIDTH, HEIGHT);
  }

  private static Line probes(List<ProbeLoss> probes) {
    double[] steps = probes.stream().mapToDouble(ProbeLoss::step).toArray();
    double[] losses = probes.stream().mapToDouble(ProbeLoss::loss).toArray();
    return line("probe set", steps, losses, 2, Weight.STRONG);
  }

  private static Line line(String label, double[] x, double[] y, int color, Weight weight) {
    return new Line(label, x, y, LinePlot.COLORS.get(color), weight);
  }
}
