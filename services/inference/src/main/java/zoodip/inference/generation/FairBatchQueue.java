package zoodip.inference.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the rows of the next batch. Calls lead a batch in turn, each as often as any other; rows
 * of other calls that can be generated with the leader's fill it up, one of each call after the
 * other. So a call for one image does not wait for a call for thousands, and batches are full where
 * they can be.
 *
 * <p>A call whose model would have to take the place of one that others wait for is skipped for a
 * few turns: models take longer to load than batches to generate. Not thread-safe.
 */
final class FairBatchQueue<C extends Schedulable<C>> {
  private final int skipLimit;
  private final List<C> order = new ArrayList<>();
  private final Map<C, Integer> skipped = new HashMap<>();

  /**
   * @param skipLimit turns for which a call is skipped at most
   */
  FairBatchQueue(int skipLimit) {
    this.skipLimit = skipLimit;
  }

  /** The calls in the order of their turns. */
  List<C> order() {
    return List.copyOf(order);
  }

  void add(C call) {
    order.add(call);
  }

  void remove(C call) {
    order.remove(call);
    skipped.remove(call);
  }

  /**
   * The next batch, its leader first; empty if no call has a row that could be generated now. The
   * leader moves to the end.
   */
  List<BatchShare<C>> next(LoadedModels models) {
    Optional<C> leader = leader(models);
    leader.ifPresent(this::moveToEnd);
    return leader.map(this::batch).orElse(List.of());
  }

  private Optional<C> leader(LoadedModels models) {
    List<C> waiting = order.stream().filter(call -> call.waitingRows() > 0).toList();
    Set<String> wanted = waiting.stream().map(C::modelDigest).collect(Collectors.toSet());
    Optional<C> leader =
        waiting.stream()
            .filter(call -> models.canServe(call.modelDigest(), wanted) || hasWaitedEnough(call))
            .findFirst()
            .or(() -> waiting.stream().findFirst());
    leader.ifPresent(first -> countSkipped(waiting.subList(0, waiting.indexOf(first))));
    return leader;
  }

  private boolean hasWaitedEnough(C call) {
    return skipped.getOrDefault(call, 0) >= skipLimit;
  }

  private void countSkipped(List<C> calls) {
    calls.forEach(call -> skipped.merge(call, 1, Integer::sum));
  }

  private void moveToEnd(C call) {
    remove(call);
    add(call);
  }

  private List<BatchShare<C>> batch(C leader) {
    Map<C, Integer> rows = new LinkedHashMap<>();
    rows.put(leader, 1);
    int free = leader.batchRows() - 1;
    int before;
    do {
      before = free;
      free = oneMoreOfEach(leader, rows, free);
    } while (free < before);
    return rows.entrySet().stream()
        .map(share -> new BatchShare<>(share.getKey(), share.getValue()))
        .toList();
  }

  private int oneMoreOfEach(C leader, Map<C, Integer> rows, int free) {
    int left = free;
    for (C call : leaderFirst(leader)) {
      int taken = rows.getOrDefault(call, 0);
      boolean fits = taken > 0 || rows.keySet().stream().allMatch(call::canBatchWith);
      if (left > 0 && fits && taken < call.waitingRows()) {
        rows.put(call, taken + 1);
        left--;
      }
    }
    return left;
  }

  /** The leader stands at the end already. */
  private List<C> leaderFirst(C leader) {
    List<C> calls = new ArrayList<>();
    calls.add(leader);
    order.stream().filter(call -> !call.equals(leader)).forEach(calls::add);
    return calls;
  }
}
