package zoodip.cli.models;

import zoodip.cli.terminal.Snapshot;

/** How far files are, which have more bytes than a progress counts. */
final class MegabyteProgress {
  private static final double MEGABYTE = 1e6;

  private MegabyteProgress() {}

  static Snapshot snapshot(String what, long bytes, long total) {
    return Snapshot.of(what, of(bytes), Math.max(1, of(total)), "MB");
  }

  private static int of(long bytes) {
    return (int) Math.round(bytes / MEGABYTE);
  }
}
