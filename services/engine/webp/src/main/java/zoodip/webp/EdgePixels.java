package zoodip.webp;

/**
 * The pixels on a line across an edge: p3 to p0 before it, q0 to q3 after it.
 *
 * @param plane where they are
 * @param at q0
 * @param across from one to the next
 */
record EdgePixels(Plane plane, int at, int across) {

  /** How much of a step the edge is. */
  int step() {
    return 4 * difference(-1, 0) + difference(-2, 1);
  }

  /** Whether both sides are without steps of their own. */
  boolean isSmooth(int limit) {
    return difference(-4, -3) <= limit
        && difference(-3, -2) <= limit
        && difference(-2, -1) <= limit
        && difference(0, 1) <= limit
        && difference(1, 2) <= limit
        && difference(2, 3) <= limit;
  }

  /** Whether there is a step right beside the edge. */
  boolean isRough(int threshold) {
    return difference(-2, -1) > threshold || difference(0, 1) > threshold;
  }

  void smoothTwo() {
    int change = 3 * (get(0) - get(-1)) + signedByte(get(-2) - get(1));
    int after = narrowed((change + 4) >> 3);
    add(-1, narrowed((change + 3) >> 3));
    add(0, -after);
  }

  void smoothFour() {
    int change = 3 * (get(0) - get(-1));
    int after = narrowed((change + 4) >> 3);
    int outer = (after + 1) >> 1;
    add(-2, outer);
    add(-1, narrowed((change + 3) >> 3));
    add(0, -after);
    add(1, -outer);
  }

  void smoothSix() {
    int change = signedByte(3 * (get(0) - get(-1)) + signedByte(get(-2) - get(1)));
    int[] shares = {(27 * change + 63) >> 7, (18 * change + 63) >> 7, (9 * change + 63) >> 7};
    for (int i = 0; i < shares.length; i++) {
      add(-1 - i, shares[i]);
      add(i, -shares[i]);
    }
  }

  private int get(int position) {
    return plane.get(at + position * across);
  }

  private void add(int position, int change) {
    plane.add(at + position * across, change);
  }

  private int difference(int a, int b) {
    return Math.abs(get(a) - get(b));
  }

  private static int signedByte(int value) {
    return Math.max(-128, Math.min(127, value));
  }

  private static int narrowed(int value) {
    return Math.max(-16, Math.min(15, value));
  }
}
