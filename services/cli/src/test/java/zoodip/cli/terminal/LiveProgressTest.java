package zoodip.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter writer = new PrintWriter(text);

  @Test
  void aBarFillsInEighths() {
    assertEquals("    ", ProgressBar.of(0, 4));
    assertEquals("█▌  ", ProgressBar.of(0.375, 4));
    assertEquals("████", ProgressBar.of(1, 4));
  }

  @Test
  void aSparklineReachesFromItsLowestToItsHighestValue() {
    assertEquals("█▅▁", Sparkline.of(List.of(3.0, 2.0, 1.0), 8));
    assertEquals("▅▅", Sparkline.of(List.of(2.0, 2.0), 8));
    assertEquals("", Sparkline.of(List.of(), 8));
  }

  @Test
  void aLongSparklineIsAveraged() {
    assertEquals("▁█", Sparkline.of(List.of(1.0, 1.0, 1.0, 5.0, 5.0, 5.0), 2));
  }

  @Test
  void aTerminalShowsBarSpeedEtaAndLosses() {
    Progress progress = new LiveProgress(new Screen(writer, true, 120));
    progress.show(step(500, 0.08));
    progress.show(step(1500, 0.04));
    progress.close();
    String last = text.toString().substring(text.toString().lastIndexOf('\r') + 1);
    assertEquals(
        "running [██████████████              ]   50%  step 1500/3000  41.2 it/s  ETA 0:36"
            + "  loss 0.0400  █▁\033[K"
            + System.lineSeparator(),
        last);
  }

  @Test
  void aNarrowTerminalIsNotOverrun() {
    for (int columns = 10; columns < 120; columns++) {
      String line = ProgressLine.live(step(1500, 0.04), List.of(0.08, 0.04), columns);
      assertTrue(line.length() < columns, line);
    }
    assertTrue(ProgressLine.live(step(1500, 0.04), List.of(), 80).contains("["));
  }

  @Test
  void aLogGetsALineForEachTenth() {
    Progress progress = new PlainProgress(writer);
    progress.show(ProgressSnapshot.of("queued", 0, 0, "step"));
    for (int done = 0; done <= 3000; done += 10) {
      progress.show(step(done, 0.04));
    }
    progress.close();
    List<String> lines = text.toString().lines().toList();
    assertEquals(12, lines.size(), text::toString);
    assertEquals("queued", lines.get(0));
    assertEquals("running  50%  step 1500/3000  41.2 it/s  ETA 0:36  loss 0.0400", lines.get(6));
  }

  @Test
  void whatItCostsAndWhatWasLearnedStandBesideTheSteps() {
    ProgressSnapshot snapshot =
        new ProgressSnapshot(
            "running",
            120,
            217,
            "step",
            4.5,
            Optional.of(Duration.ofSeconds(21)),
            OptionalDouble.of(0.0361),
            1080,
            Optional.of(new ProbeReading(0.0352, 0.0367)));
    assertEquals(
        "running  55%  step 120/217  1,080 rows  probe 0.0352 (-4.1%)  4.5 it/s  ETA 0:21  loss 0.0361",
        ProgressLine.plain(snapshot));
    assertEquals(
        "running  55%  step 120/217  1,080 rows  probe 0.0352 (-4.1%)  4.5 it/s",
        ProgressLine.live(snapshot, List.of(), 80));
    assertEquals("running  55%  step 120/217", ProgressLine.live(snapshot, List.of(), 30));
  }

  @Test
  void timesAreShortAndLong() {
    assertEquals("0:05", ProgressLine.duration(Duration.ofSeconds(5)));
    assertEquals("59:59", ProgressLine.duration(Duration.ofSeconds(3599)));
    assertEquals("2:03:04", ProgressLine.duration(Duration.ofSeconds(7384)));
  }

  private static ProgressSnapshot step(int done, double loss) {
    return new ProgressSnapshot(
        "running",
        done,
        3000,
        "step",
        41.2,
        Optional.of(Duration.ofSeconds(36)),
        OptionalDouble.of(loss),
        0,
        Optional.empty());
  }
}
