package zoodip.cli.models;

import zoodip.cli.terminal.ProgressSnapshot;

/** How far files are, which have more bytes than a progress counts. */
final class MegabyteProgress {
  private static final double MEGABYTE = 1e6;

  private MegabyteProgress() {}

  static ProgressSnapshot snapshot(String what, long bytes, long total) {
    return ProgressSnapshot.of(what, of(bytes), Math.max(1, of(total)), "MB");
  }

  private static int of(long bytes) {
    return (int) Math.round(bytes / MEGABYTE);
  }
}
