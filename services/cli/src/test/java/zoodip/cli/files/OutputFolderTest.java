package zoodip.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;

class OutputFolderTest {
  @TempDir Path folder;

  @Test
  void whatWasMadeForNothingGoesAgain() throws IOException {
    Path deep = folder.resolve("new/deep");
    try (OutputFolder ready = OutputFolder.ready(deep)) {
      assertTrue(Files.isDirectory(deep));
    }
    assertEquals(List.of(), all());
  }

  @Test
  void whatHoldsAFileStays() throws IOException {
    Path deep = folder.resolve("new/deep");
    try (OutputFolder ready = OutputFolder.ready(deep)) {
      OutputFile.keep(deep.getParent(), "mug-1.png", ByteString.copyFromUtf8("red"));
    }
    assertEquals(List.of("new", "new/mug-1.png"), all());
  }

  @Test
  void whatWasThereStaysThoughItIsEmpty() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));
    OutputFolder.ready(old).close();
    OutputFolder.ready(old.resolve("new")).close();
    assertEquals(List.of("old"), all());
  }

  @Test
  void aFolderThatCannotBeMadeLeavesNothing() throws IOException {
    Path impossible = folder.resolve("new").resolve("x".repeat(300));
    assertThrows(UsageException.class, () -> OutputFolder.ready(impossible));
    assertEquals(List.of(), all());
  }

  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
