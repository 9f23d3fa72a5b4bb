package zoodip.cli.terminal;

import java.io.PrintWriter;

/** Lines for a log: one when the work changes, and one for each tenth of it. */
final class PlainProgress implements Progress {
  private static final int PARTS = 10;

  private final PrintWriter writer;
  private String what = "";
  private int part = -1;

  PlainProgress(PrintWriter writer) {
    this.writer = writer;
  }

  @Override
  public void show(ProgressSnapshot snapshot) {
    int now = (int) (snapshot.fraction() * PARTS);
    if (!snapshot.what().equals(what) || now > part) {
      what = snapshot.what();
      part = now;
      writer.println(ProgressLine.plain(snapshot).strip());
      writer.flush();
    }
  }
}
