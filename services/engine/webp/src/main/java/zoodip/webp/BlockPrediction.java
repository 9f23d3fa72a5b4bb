package zoodip.webp;

import java.util.Arrays;

/**
 * Guesses 4 x 4 blocks in one of ten ways (RFC 6386, section 12.3). The neighbours are seen as one
 * line: the four to the left from the bottom up, the corner, the eight above from the left; both
 * ends are doubled.
 */
final class BlockPrediction {
  private static final int FIRST_DIRECTION = 2;

  /**
   * What each pixel of a block becomes in modes 2 to 9: an even number 2 i stands for the
   * neighbours i - 1, i, i + 1 of the line in proportions 1 2 1, an odd one 2 i + 1 for the mean of
   * i and i + 1.
   */
  private static final int[][] DIRECTIONS = {
    pixels("12 14 16 18 12 14 16 18 12 14 16 18 12 14 16 18"),
    pixels("8 8 8 8 6 6 6 6 4 4 4 4 2 2 2 2"),
    pixels("14 16 18 20 16 18 20 22 18 20 22 24 20 22 24 26"),
    pixels("10 12 14 16 8 10 12 14 6 8 10 12 4 6 8 10"),
    pixels("11 13 15 17 10 12 14 16 8 11 13 15 6 10 12 14"),
    pixels("13 15 17 19 14 16 18 20 15 17 19 22 16 18 20 24"),
    pixels("9 10 12 14 7 8 9 10 5 6 7 8 3 4 5 6"),
    pixels("7 6 5 4 5 4 3 2 3 2 1 1 1 1 1 1")
  };

  private final Plane plane;
  private final IntraPrediction intraPrediction;
  private final int[] line = new int[15];

  BlockPrediction(Plane plane) {
    this.plane = plane;
    this.intraPrediction = new IntraPrediction(plane);
  }

  /**
   * Fills a block.
   *
   * @param aboveRight where the four pixels are that continue the row above to the right
   */
  void block(int at, int aboveRight, int mode) {
    if (mode == PredictionModes.TM) {
      intraPrediction.trueMotion(at, 4);
      return;
    }
    readLine(at, aboveRight);
    if (mode == PredictionModes.DC) {
      int sum = Arrays.stream(line, 1, 5).sum() + Arrays.stream(line, 6, 10).sum();
      plane.fill(at, 4, (sum + 4) >> 3);
      return;
    }
    int[] pixels = DIRECTIONS[mode - FIRST_DIRECTION];
    for (int i = 0; i < 16; i++) {
      plane.set(at + i / 4 * plane.stride() + i % 4, smoothed(pixels[i]));
    }
  }

  private void readLine(int at, int aboveRight) {
    int above = at - plane.stride();
    for (int i = 0; i < 4; i++) {
      line[1 + i] = plane.get(at + (3 - i) * plane.stride() - 1);
      line[6 + i] = plane.get(above + i);
      line[10 + i] = plane.get(aboveRight + i);
    }
    line[5] = plane.get(above - 1);
    line[0] = line[1];
    line[14] = line[13];
  }

  private int smoothed(int pixel) {
    int i = pixel / 2;
    return pixel % 2 == 0
        ? (line[i - 1] + 2 * line[i] + line[i + 1] + 2) >> 2
        : (line[i] + line[i + 1] + 1) >> 1;
  }

  private static int[] pixels(String numbers) {
    return Arrays.stream(numbers.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
