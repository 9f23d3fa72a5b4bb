package zoodip.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.cli.terminal.ProgressSnapshot;

class ExperimentProgressTest {
  private Instant now = Instant.EPOCH;

  @Test
  void theRestIsExpectedAtThePaceOfWhatEndedNow() {
    List<ProgressSnapshot> shown = new ArrayList<>();
    ExperimentProgress progress = new ExperimentProgress(shown::add, new Hand(), 10, 4);
    assertEquals(Optional.empty(), progress.remaining());
    now = now.plusSeconds(30);
    progress.ended("a");
    now = now.plusSeconds(10);
    progress.ended("b");
    assertEquals(Optional.of(Duration.ofSeconds(80)), progress.remaining());
    assertEquals(List.of(5, 6), shown.stream().map(ProgressSnapshot::done).toList());
    assertEquals("b", shown.get(1).what());
    assertEquals(10, shown.get(1).total());
  }

  private final class Hand extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
