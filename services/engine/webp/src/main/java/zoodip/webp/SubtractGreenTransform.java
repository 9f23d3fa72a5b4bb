package zoodip.webp;

/**
 * Red and blue were stored less green.
 *
 * @param width pixels a row
 */
record SubtractGreenTransform(int width) implements InverseTransform {
  @Override
  public void undo(int[] argb, int height) {
    for (int i = 0; i < width * height; i++) {
      int green = argb[i] >> 8 & 0xff;
      int redBlue = (argb[i] & 0xff00ff) + (green << 16 | green);
      argb[i] = argb[i] & 0xff00ff00 | redBlue & 0xff00ff;
    }
  }
}
