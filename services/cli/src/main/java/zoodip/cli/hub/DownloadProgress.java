package zoodip.cli.hub;

/** Hears how far a file is. */
public interface DownloadProgress {
  /** Hears nothing. */
  DownloadProgress NONE = (path, bytes, total) -> {};

  /**
   * More of a file has come.
   *
   * @param total 0 if it is not known
   */
  void show(String path, long bytes, long total);
}
