package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTourTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void everyPartIsVisitedInEachRound() {
    ShardTour tour = new ShardTour(3, -7, PATIENCE);
    for (int round = 0; round < 3; round++) {
      assertEquals(
          Set.of(0, 1, 2),
          IntStream.range(3 * round, 3 * round + 3)
              .mapToObj(tour::shard)
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void slotsBeginAtDifferentParts() {
    assertEquals(
        3,
        IntStream.range(0, 3)
            .map(slot -> new ShardTour(3, slot, PATIENCE).shard(0))
            .distinct()
            .count());
  }

  @Test
  void visitsBecomeLongerWithEachRoundWithoutWorkUpToAMinute() {
    ShardTour tour = new ShardTour(4, 0, PATIENCE);
    assertEquals(Optional.of(PATIENCE), tour.stay(3));
    assertEquals(Optional.of(PATIENCE.multipliedBy(2)), tour.stay(4));
    assertEquals(Optional.of(Duration.ofMinutes(1)), tour.stay(1000));
  }

  @Test
  void whoHasNowhereElseToGoStays() {
    assertEquals(Optional.empty(), new ShardTour(1, 5, PATIENCE).stay(0));
  }
}
