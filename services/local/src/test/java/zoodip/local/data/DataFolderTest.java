package zoodip.local.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.files.ProcessLock;

public class DataFolderTest {
  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(DataFolder.SETTING);
  }

  @Test
  void oneServerRunsOnAFolder() {
    DataFolder data = at(folder.resolve("data"));
    try (ProcessLock held = data.hold()) {
      for (var attempt : List.<Runnable>of(data::hold, data::requireUnused)) {
        StartException refused = assertThrows(StartException.class, attempt::run);
        assertTrue(
            refused.getMessage().contains("another zoodip serve runs on " + data.path()),
            refused::getMessage);
      }
    }
    data.requireUnused();
    data.hold().close();
  }

  @Test
  void aLookAtAFolderLeavesNoTrace() throws IOException {
    at(folder.resolve("data")).requireUnused();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("data"));
    StartException refused = assertThrows(StartException.class, at(file)::hold);
    assertTrue(
        refused.getMessage().startsWith(file + " is a file, not a folder"), refused::getMessage);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
    Path below = Files.createFile(folder.resolve("file")).resolve("data");
    StartException refused = assertThrows(StartException.class, at(below)::hold);
    assertTrue(
        refused.getMessage().startsWith("nothing can be written in " + below), refused::getMessage);
    assertTrue(refused.getMessage().contains("--data"), refused::getMessage);
  }

  private static DataFolder at(Path path) {
    System.setProperty(DataFolder.SETTING, path.toString());
    return DataFolder.permanent();
  }
}
