package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.Timestamps;
import org.junit.jupiter.api.Test;
import zoodip.v1.JobProgress;
import zoodip.v1.TrainingJob;

class TrainingRunTest {
  private static final TrainingJob ENDED =
      TrainingJob.newBuilder()
          .setProgress(JobProgress.newBuilder().setDone(500))
          .setStartTime(Timestamps.fromSeconds(100))
          .setEndTime(Timestamps.fromSeconds(120))
          .build();

  @Test
  void theSpeedIsThatBetweenTheFirstAndTheLastCommittedSteps() {
    assertEquals(40, TrainingRun.stepsPerSecond(committed(100, 105), committed(500, 115), ENDED));
  }

  @Test
  void aTrainingCommittedInOneGoHasTheSpeedOfItsWholeTime() {
    TrainingJob once = committed(500, 118);
    assertEquals(25, TrainingRun.stepsPerSecond(once, once, ENDED));
  }

  private static TrainingJob committed(int done, long seconds) {
    return TrainingJob.newBuilder()
        .setProgress(JobProgress.newBuilder().setDone(done))
        .setUpdateTime(Timestamps.fromSeconds(seconds))
        .build();
  }
}
