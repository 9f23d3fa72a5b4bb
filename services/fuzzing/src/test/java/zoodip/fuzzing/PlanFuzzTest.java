package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.PlanFile;

class PlanFuzzTest {
  @Timeout(20)
  @FuzzTest
  void plan(byte[] yaml) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      var unused = PlanFile.read(folder.write("plan.yaml", yaml));
    } catch (UsageException refused) {
      // as it may
    }
  }
}
