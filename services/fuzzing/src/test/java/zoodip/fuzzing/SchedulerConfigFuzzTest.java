package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.scheduler.ModelScheduler;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.scheduler.SchedulerException;

class SchedulerConfigFuzzTest {
  @Timeout(20)
  @FuzzTest
  void config(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      SchedulerConfig written = SchedulerConfig.read(folder.write("scheduler_config.json", json));
      var unused = ModelScheduler.of(written);
    } catch (SchedulerException refused) {
      // as it may
    }
  }
}
