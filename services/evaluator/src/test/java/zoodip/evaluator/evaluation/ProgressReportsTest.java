package zoodip.evaluator.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.v1.JobProgress;

class ProgressReportsTest {
  private long now;
  private final List<JobProgress> said = new ArrayList<>();

  private ProgressReports reports(int total) {
    return new ProgressReports(total, Duration.ofSeconds(3), () -> now, said::add);
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void saysAtOnceHowMuchThereIsToDo() {
    reports(7);
    assertEquals(List.of(JobProgress.newBuilder().setTotal(7).build()), said);
    assertFalse(said.get(0).hasRemaining());
  }

  @Test
  void speaksEveryFewSecondsAndAtTheEnd() {
    ProgressReports reports = reports(6);
    for (int image = 0; image < 6; image++) {
      pass(1);
      reports.done();
    }
    assertEquals(List.of(0, 3, 6), said.stream().map(JobProgress::getDone).toList());
  }

  @Test
  void ofManyImagesItSpeaksFiveHundredTimesHoweverLongTheyTake() {
    ProgressReports reports = reports(50_000);
    for (int image = 0; image < 50_000; image++) {
      pass(60);
      reports.done();
    }
    assertEquals(501, said.size());
  }

  @Test
  void tellsSpeedAndTimeLeft() {
    ProgressReports reports = reports(4);
    pass(6);
    reports.done();
    JobProgress last = said.get(said.size() - 1);
    assertEquals(1 / 6., last.getPerSecond(), 1e-9);
    assertEquals(Durations.fromSeconds(18), last.getRemaining());
  }
}
