package zoodip.images.resampling;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import zoodip.images.RowConsumer;

/**
 * Makes the rows of an image from rows that come one by one: keeps the sums of those that are not
 * complete, never the rows that came. Source rows that no row is made of are not looked at.
 */
final class RowSums {
  private final FilterTaps filterTaps;
  private final int stride;
  private final RowConsumer next;
  private final byte[] made;

  /** The sums of the rows from {@code done} on, as far as they have begun. */
  private final Deque<int[]> open = new ArrayDeque<>();

  private final Deque<int[]> spare = new ArrayDeque<>();
  private int done;

  /**
   * @param stride samples a row
   */
  RowSums(FilterTaps filterTaps, int stride, RowConsumer next) {
    this.filterTaps = filterTaps;
    this.stride = stride;
    this.next = next;
    this.made = new byte[stride];
  }

  /** Whether a source row is part of any row that is not complete. */
  boolean needs(int y) {
    return done < filterTaps.size() && filterTaps.first(done) <= y;
  }

  /** Takes source row {@code y}; they come in order, those that are not needed may be left out. */
  void row(int y, byte[] rgb, int from) {
    begin(y);
    int i = done;
    for (int[] sums : open) {
      add(filterTaps.weights(i)[y - filterTaps.first(i)], rgb, from, sums);
      i++;
    }
    while (!open.isEmpty() && filterTaps.end(done) <= y + 1) {
      finish(open.remove());
    }
  }

  private void begin(int y) {
    for (int i = done + open.size(); i < filterTaps.size() && filterTaps.first(i) <= y; i++) {
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
      made[i] = FilterTaps.clipped(sums[i]);
    }
    spare.add(sums);
    done++;
    next.row(made, 0);
  }
}
