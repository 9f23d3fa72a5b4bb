package zoodip.webp;

/** What an encoder did to all pixels, undone (RFC 9649, section 3.5). */
sealed interface InverseTransform
    permits PredictorTransform, ColorTransform, SubtractGreenTransform, ColorIndexingTransform {
  /**
   * Undoes it in place.
   *
   * @param argb pixels row by row, from the array's beginning
   * @param height rows
   */
  void undo(int[] argb, int height);
}
