package zoodip.cli.connection;

import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;

/** How much of a list is wanted. */
public final class LimitOption {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most to list (default: ${DEFAULT-VALUE}).")
  private int limit;

  /** At least one. */
  public int get() {
    if (limit < 1) {
      throw new UsageException("--limit wants at least 1, not " + limit);
    }
    return limit;
  }

  /** What to ask of one page. */
  public int pageSize() {
    return Math.min(get(), 1000);
  }
}
