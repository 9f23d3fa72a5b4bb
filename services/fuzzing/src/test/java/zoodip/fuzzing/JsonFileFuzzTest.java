package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.JsonFile;
import zoodip.toybox.BadSubjectException;
import zoodip.toybox.PhotoSet;

/** What a folder's subject.json says of its photos, by both of its readers. */
class JsonFileFuzzTest {
  @Timeout(20)
  @FuzzTest
  void subject(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      var file = folder.write("subject.json", json);
      folder.write("00.jpg", new byte[0]);
      try {
        var unused = JsonFile.read(file);
      } catch (UsageException refused) {
        // as it may
      }
      try {
        var unused = PhotoSet.read(folder.path());
      } catch (BadSubjectException refused) {
        // as it may
      }
    }
  }
}
