package zoodip.images;

/** Takes an image row by row, from its top. */
public interface RowConsumer {
  /**
   * Takes the next row.
   *
   * @param rgb holds it, red green blue a pixel, only while the call lasts
   * @param from where its first sample is
   */
  void accept(byte[] rgb, int from);
}
