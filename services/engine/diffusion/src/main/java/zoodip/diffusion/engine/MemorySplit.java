package zoodip.diffusion.engine;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Computes a batch, and where the device's memory does not suffice for it, its halves one after the
 * other. Memory that libtorch keeps for later is given back before each new try, and before a
 * failure is told: who comes next finds all there is.
 */
public final class MemorySplit {
  private static final System.Logger LOG = System.getLogger(MemorySplit.class.getName());

  private MemorySplit() {}

  /**
   * What {@code work} makes of the items.
   *
   * @param items at least one
   * @param work gives one result an item, in their order; is asked again for a half of those that
   *     it failed for
   * @throws RuntimeException what it throws for a single item, or for another reason than memory
   */
  public static <I, O> List<O> inParts(List<I> items, Function<List<I>, List<O>> work) {
    try {
      return work.apply(items);
    } catch (RuntimeException e) {
      if (!OutOfMemory.isBehind(e)) {
        throw e;
      }
      TorchThread.shared().run(DeviceCache::empty);
      if (items.size() == 1) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "Memory does not suffice for {0} at a time, they are computed in halves: {1}",
          items.size(),
          e.getMessage());
    }
    int half = items.size() / 2;
    List<O> results = new ArrayList<>(inParts(items.subList(0, half), work));
    results.addAll(inParts(items.subList(half, items.size()), work));
    return results;
  }
}
