package zoodip.platform.models;

import zoodip.v1.ModelFile;

/** Hears how far the files of a model are. */
public interface UploadProgress {
  /** Hears nothing. */
  UploadProgress NONE = (file, doneBytes, totalBytes) -> {};

  /**
   * A file's turn has come.
   *
   * @param doneBytes of the files before it, those that were there already included
   * @param totalBytes of all files
   */
  void next(ModelFile file, long doneBytes, long totalBytes);
}
