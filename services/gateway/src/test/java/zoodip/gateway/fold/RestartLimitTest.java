package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RestartLimitTest {
  private Instant now = Instant.EPOCH;
  private final RestartLimit restartLimit =
      new RestartLimit(
          2,
          Duration.ofMinutes(10),
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  @Test
  void failuresBeyondTheLimitAreNotMended() {
    assertTrue(restartLimit.tryRestart());
    assertTrue(restartLimit.tryRestart());
    assertFalse(restartLimit.tryRestart());
  }

  @Test
  void failuresLongAgoDoNotCount() {
    restartLimit.tryRestart();
    restartLimit.tryRestart();
    now = now.plus(Duration.ofMinutes(11));

    assertTrue(restartLimit.tryRestart());
  }
}
