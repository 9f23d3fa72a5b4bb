package zoodip.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FairBatchQueueTest {
  private static final int PATIENCE = 3;
  private static final int BATCH = 4;

  /** A call of so many rows; calls of one plan mix. */
  private static final class QueuedCall implements Schedulable<QueuedCall> {
    private final String name;
    private final String model;
    private final String plan;
    private int rows;

    QueuedCall(String name, String model, String plan, int rows) {
      this.name = name;
      this.model = model;
      this.plan = plan;
      this.rows = rows;
    }

    @Override
    public int waitingRows() {
      return rows;
    }

    @Override
    public int batchRows() {
      return BATCH;
    }

    @Override
    public boolean canBatchWith(QueuedCall other) {
      return plan.equals(other.plan);
    }

    @Override
    public String modelDigest() {
      return model;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final FairBatchQueue<QueuedCall> fairBatchQueue = new FairBatchQueue<>(PATIENCE);
  private LoadedModels memory = new LoadedModels(Set.of(), 1);

  private QueuedCall add(String name, String model, String plan, int rows) {
    QueuedCall call = new QueuedCall(name, model, plan, rows);
    fairBatchQueue.add(call);
    return call;
  }

  /** Draws a batch: takes its rows, keeps its model, forgets finished calls. */
  private Map<String, Integer> generate() {
    List<BatchShare<QueuedCall>> batch = fairBatchQueue.next(memory);
    Map<String, Integer> shares = new LinkedHashMap<>();
    for (BatchShare<QueuedCall> share : batch) {
      shares.put(share.call().name, share.rows());
      share.call().rows -= share.rows();
      memory = new LoadedModels(Set.of(share.call().model), 1);
      if (share.call().rows == 0) {
        fairBatchQueue.remove(share.call());
      }
    }
    return shares;
  }

  @Example
  void nobodyWaitingMeansNothingToDraw() {
    add("idle", "m", "p", 0);
    assertEquals(Map.of(), generate());
  }

  @Example
  void oneImageDoesNotWaitForThousands() {
    add("evaluation", "m", "p", 1000);
    add("picture", "m", "p", 1);
    assertEquals(Map.of("evaluation", 3, "picture", 1), generate());
    assertEquals(Map.of("evaluation", 4), generate());
  }

  @Example
  void callsThatCannotShareABatchAlternate() {
    add("wide", "m", "wide", 8);
    add("square", "m", "square", 8);
    assertEquals(
        List.of(Map.of("wide", 4), Map.of("square", 4), Map.of("wide", 4), Map.of("square", 4)),
        List.of(generate(), generate(), generate(), generate()));
  }

  @Example
  void callOfAnotherModelIsSkippedForAFewTurnsOnly() {
    add("first", "a", "a", 100);
    generate();
    add("other", "b", "b", 100);
    List<String> leaders = new ArrayList<>();
    for (int turn = 0; turn < 2 * PATIENCE + 2; turn++) {
      leaders.addAll(generate().keySet());
    }
    assertEquals(
        List.of("first", "first", "first", "first", "other", "other", "other", "other"), leaders);
  }

  @Example
  void callOfAnotherModelIsNotSkippedWhereBothFitOrNobodyWantsTheFirst() {
    memory = new LoadedModels(Set.of("a"), 2);
    add("first", "b", "b", 4);
    add("second", "a", "a", 4);
    assertEquals(Map.of("first", 4), generate());
    memory = new LoadedModels(Set.of("forgotten"), 1);
    assertEquals(Map.of("second", 4), generate());
  }

  @Property
  void everyRowIsDrawnOnceInBatchesThatMix(@ForAll("calls") List<QueuedCall> calls) {
    FairBatchQueue<QueuedCall> all = new FairBatchQueue<>(PATIENCE);
    calls.forEach(all::add);
    int rows = calls.stream().mapToInt(QueuedCall::waitingRows).sum();
    Set<String> loaded = Set.of();
    while (rows > 0) {
      List<BatchShare<QueuedCall>> batch = all.next(new LoadedModels(loaded, 1));
      int size = batch.stream().mapToInt(BatchShare::rows).sum();
      assertTrue(size >= 1 && size <= BATCH);
      assertEquals(1, batch.stream().map(share -> share.call().plan).distinct().count());
      assertTrue(batch.stream().allMatch(share -> share.rows() <= share.call().rows));
      batch.forEach(share -> share.call().rows -= share.rows());
      loaded = Set.of(batch.get(0).call().model);
      rows -= size;
    }
    assertEquals(0, calls.stream().mapToInt(QueuedCall::waitingRows).sum());
  }

  @Property
  void nobodyIsSkippedForLong(@ForAll("calls") List<QueuedCall> calls) {
    FairBatchQueue<QueuedCall> all = new FairBatchQueue<>(PATIENCE);
    calls.forEach(call -> call.rows = 1_000_000);
    calls.forEach(all::add);
    Set<String> loaded = Set.of();
    Set<String> unserved = calls.stream().map(QueuedCall::toString).collect(Collectors.toSet());
    int bound = calls.size() * (PATIENCE + 1) * 2;
    for (int turn = 0; turn < bound; turn++) {
      List<BatchShare<QueuedCall>> batch = all.next(new LoadedModels(loaded, 1));
      loaded = Set.of(batch.get(0).call().model);
      batch.forEach(share -> unserved.remove(share.call().name));
    }
    assertEquals(Set.of(), unserved);
  }

  @Provide
  Arbitrary<List<QueuedCall>> calls() {
    Arbitrary<QueuedCall> call =
        Combinators.combine(
                Arbitraries.create(java.util.UUID::randomUUID),
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of("1", "2"),
                Arbitraries.integers().between(1, 9))
            .as(
                (name, model, plan, rows) ->
                    new QueuedCall(name.toString(), model, model + plan, rows));
    return call.list().ofMinSize(1).ofMaxSize(6);
  }
}
