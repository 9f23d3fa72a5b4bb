package zoodip.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;

class OutputFileTest {
  private static final ByteString RED = ByteString.copyFromUtf8("red");
  private static final ByteString BLUE = ByteString.copyFromUtf8("blue");

  @TempDir Path folder;

  @Test
  void aFileThatBreaksOffLeavesWhatWasThere() throws IOException {
    Path file = folder.resolve("scores.csv");
    OutputFile.write(file, RED);
    assertThrows(IllegalStateException.class, () -> OutputFile.write(file, breakingOff()));
    assertEquals("red", Files.readString(file));
    assertEquals(List.of("scores.csv"), names());
  }

  @Test
  void aNewFileThatBreaksOffLeavesNothing() throws IOException {
    Path file = folder.resolve("scores.csv");
    assertThrows(IllegalStateException.class, () -> OutputFile.write(file, breakingOff()));
    assertEquals(List.of(), names());
  }

  @Test
  void aNewFileThatBreaksOffLeavesNoFolderThatWasMadeForIt() throws IOException {
    Path file = folder.resolve("new/deep/scores.csv");
    assertThrows(IllegalStateException.class, () -> OutputFile.write(file, breakingOff()));
    assertEquals(List.of(), names());
  }

  @Test
  void imagesOfOneNameAreAllKept() throws IOException {
    assertEquals(folder.resolve("mug-1.png"), OutputFile.keep(folder, "mug-1.png", RED));
    assertEquals(folder.resolve("mug-1_2.png"), OutputFile.keep(folder, "mug-1.png", BLUE));
    assertEquals("red", Files.readString(folder.resolve("mug-1.png")));
    assertEquals("blue", Files.readString(folder.resolve("mug-1_2.png")));
  }

  @Test
  void aImageThatIsThereAlreadyIsNotWrittenTwice() throws IOException {
    OutputFile.keep(folder, "mug-1.png", RED);
    OutputFile.keep(folder, "mug-1.png", BLUE);
    assertEquals(folder.resolve("mug-1_2.png"), OutputFile.keep(folder, "mug-1.png", BLUE));
    assertEquals(List.of("mug-1.png", "mug-1_2.png"), names());
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path target = Files.createDirectory(folder.resolve("elsewhere")).resolve("real.txt");
    Files.createFile(target);
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);
    OutputFile.write(link, RED);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("red", Files.readString(target));
  }

  @Test
  void aTargetThatEndsWithASeparatorIsAFolder() {
    OutputTarget fresh = OutputTarget.of(folder + "/new/");
    try (OutputFolder ready = fresh.ready()) {
      assertEquals(folder.resolve("new").resolve("a.png"), fresh.file("a.png"));
      assertTrue(Files.isDirectory(folder.resolve("new")));
    }
    OutputTarget file = OutputTarget.of(folder + "/other.png");
    try (OutputFolder ready = file.ready()) {
      assertEquals(folder.resolve("other.png"), file.file("a.png"));
      assertFalse(Files.exists(folder.resolve("other.png")));
    }
  }

  @Test
  void aFolderThatCannotBeOneIsRefusedBeforeTheWork() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    var failure = assertThrows(UsageException.class, () -> OutputFolder.ready(file));
    assertTrue(failure.getMessage().contains("is a file, not a folder"), failure.getMessage());
    assertThrows(UsageException.class, () -> OutputFolder.ready(file.resolve("below")));
  }

  private static Iterator<ByteString> breakingOff() {
    return Stream.concat(
            Stream.of(BLUE),
            Stream.<ByteString>generate(
                () -> {
                  throw new IllegalStateException("the connection broke");
                }))
        .iterator();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
