package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertEquals(
        Stream.of(1, 2, 4, 5, 5).map(Duration::ofSeconds).toList(),
        List.of(1, 2, 3, 4, 1000).stream().map(backoff::after).toList());
  }
}
