package zoodip.images.resampling;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import zoodip.images.RowConsumer;

/**
 * Makes the rows of an image from rows that come one by one: keeps the sums of those that are not
 * complete, never the rows that came. Source rows that no row is made of are not looked at.
 */
final class VerticalPass {
  private final FilterTaps taps;
  private final int stride;
  private final RowConsumer next;
  private final byte[] resampled;

  /** The sums of the rows from {@code done} on, as far as they have begun. */
  private final Deque<int[]> open = new ArrayDeque<>();

  private final Deque<int[]> spare = new ArrayDeque<>();
  private int done;

  /**
   * @param stride samples a row
   */
  VerticalPass(FilterTaps taps, int stride, RowConsumer next) {
    this.taps = taps;
    this.stride = stride;
    this.next = next;
    this.resampled = new byte[stride];
  }

  /** Whether a source row is part of any row that is not complete. */
  boolean needs(int y) {
    return done < taps.size() && taps.first(done) <= y;
  }

  /** Takes source row {@code y}; they come in order, those that are not needed may be left out. */
  void accept(int y, byte[] rgb, int from) {
    begin(y);
    int i = done;
    for (int[] sums : open) {
      add(taps.weights(i)[y - taps.first(i)], rgb, from, sums);
      i++;
    }
    while (!open.isEmpty() && taps.end(done) <= y + 1) {
      finish(open.remove());
    }
  }

  private void begin(int y) {
    for (int i = done + open.size(); i < taps.size() && taps.first(i) <= y; i++) {
      int[] sums = spare.isEmpty() ? new int[stride] : spare.remove();
      Arrays.fill(sums, FilterTaps.ONE_HALF);
      open.add(sums);
    }
  }

  private static void add(int weight, byte[] rgb, int from, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (rgb[from + i] & 0xff);
    }
  }

  private void finish(int[] sums) {
    for (int i = 0; i < stride; i++) {
      resampled[i] = FilterTaps.clamp(sums[i]);
    }
    spare.add(sums);
    done++;
    next.accept(resampled, 0);
  }
}
