package zoodip.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** One line on a terminal that is drawn over itself. */
final class LiveProgress implements Progress {
  private static final String CLEAR_TO_END = "\033[K";

  private final Screen screen;
  private final List<Double> losses = new ArrayList<>();
  private boolean shown;

  LiveProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void show(ProgressSnapshot snapshot) {
    snapshot.loss().ifPresent(losses::add);
    screen
        .writer()
        .print("\r" + ProgressLine.live(snapshot, losses, screen.columns()) + CLEAR_TO_END);
    screen.writer().flush();
    shown = true;
  }

  @Override
  public void close() {
    if (shown) {
      screen.writer().println();
      screen.writer().flush();
    }
  }
}
