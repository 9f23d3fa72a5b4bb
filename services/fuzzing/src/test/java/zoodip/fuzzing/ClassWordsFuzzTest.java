package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.PlanPhotos;
import zoodip.cli.experiment.plan.SubjectSource;

/** DreamBooth's list of class words, beside one folder of photos. */
class ClassWordsFuzzTest {
  @Timeout(20)
  @FuzzTest
  void list(byte[] lines) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      folder.write("prompts_and_classes.txt", lines);
      folder.write("dog/00.jpg", new byte[0]);
      var photos = List.<SubjectSource>of(new SubjectSource.PhotoFolders(folder.path()));
      try (PlanPhotos read = PlanPhotos.of(photos)) {
        var unused = read.sets();
      }
    } catch (UsageException refused) {
      // as it may
    }
  }
}
