package zoodip.platform.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryStateTest {
  private final IOException broken = new IOException("broken off");

  @Test
  void pausesDoubleUntilTheTriesAreOver() {
    var state = new RetryState<>(RetryPolicies.transfer(3));
    assertEquals(Optional.of(Duration.ofMillis(200)), state.failed(broken));
    assertEquals(Optional.of(Duration.ofMillis(400)), state.failed(broken));
    assertEquals(Optional.empty(), state.failed(broken));
  }

  @Test
  void progressBeginsTheCountAnew() {
    var state = new RetryState<>(RetryPolicies.transfer(2));
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.of(Duration.ofMillis(200)), state.failed(broken));
      state.progressed();
    }
  }

  @Test
  void aSingleTryIsNotRepeated() {
    assertEquals(Optional.empty(), new RetryState<>(RetryPolicies.transfer(1)).failed(broken));
  }

  @Test
  void aFailureSaysHowLongToWaitOrThatItLasts() {
    var policy = RetryPolicies.patient(Duration.ofHours(1), RetryStateTest::seconds);
    var state = new RetryState<>(policy);
    assertEquals(Optional.of(Duration.ofSeconds(3)), state.failed(3));
    assertEquals(Optional.of(Duration.ofSeconds(7)), state.failed(7));
    assertEquals(Optional.empty(), state.failed(0));
  }

  @Test
  void patienceIsCountedFromTheFirstFailureInARow() throws Exception {
    var policy = RetryPolicies.patient(Duration.ofMillis(50), RetryStateTest::seconds);
    var state = new RetryState<>(policy);
    Thread.sleep(60);
    assertEquals(true, state.failed(1).isPresent());
    Thread.sleep(60);
    assertEquals(Optional.empty(), state.failed(1));
    state.progressed();
    assertEquals(true, state.failed(1).isPresent());
  }

  private static Optional<Duration> seconds(int failure) {
    return failure == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(failure));
  }
}
