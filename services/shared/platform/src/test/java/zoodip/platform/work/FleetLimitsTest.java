package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetLimitsTest {
  private static final Map<String, Long> WIDE =
      Map.of(FleetLimits.MEMBERS, 1000L, FleetLimits.LOCKS, 2000L);

  private static Optional<String> problem(int slots, int shards, Map<String, Long> settings) {
    return new FleetLimits(slots, shards, 10, Duration.ofSeconds(30)).problem(settings);
  }

  @Test
  void fourShardsHaveRoomForTwoThousandSlots() {
    assertEquals(Optional.empty(), problem(2000, 4, WIDE));
    assertTrue(problem(2001, 4, WIDE).isPresent());
  }

  @Test
  void requestsNeedRoomBehindThoseThatTakeLong() {
    assertEquals(Optional.empty(), problem(500, 1, WIDE));
    String problem = problem(1000, 1, WIDE).orElseThrow();
    assertTrue(problem.contains(FleetLimits.LOCKS + "=2000"), problem);
    assertTrue(problem.endsWith("set " + FleetLimits.LOCKS + "=4000 on every broker"), problem);
  }

  @Test
  void whatABrokerDoesNotTellIsNotLookedAt() {
    assertEquals(Optional.empty(), problem(100_000, 1, Map.of()));
  }
}
