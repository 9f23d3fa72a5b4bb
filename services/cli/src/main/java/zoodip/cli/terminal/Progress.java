package zoodip.cli.terminal;

/** Shows people how far something is. */
public interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress NONE = snapshot -> {};

  void show(ProgressSnapshot snapshot);

  /** Leaves the last of it on the screen. */
  @Override
  default void close() {}
}
