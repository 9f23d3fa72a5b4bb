package zoodip.singlefile;

import java.math.BigInteger;
import java.util.List;

/** How many equal groups channels are cut into, which no tensor's shape tells. */
final class GroupCounts {
  private static final int HEAD_WIDTH = 64;

  private GroupCounts() {}

  /** The families' number of groups, or as many of them as divide all widths. */
  static int common(int usual, List<Integer> widths) {
    BigInteger common = BigInteger.valueOf(usual);
    for (int width : widths) {
      common = common.gcd(BigInteger.valueOf(width));
    }
    return common.intValueExact();
  }

  /** Attention heads where all are 64 wide. */
  static int heads(int width) {
    return width % HEAD_WIDTH == 0 ? width / HEAD_WIDTH : 1;
  }
}
