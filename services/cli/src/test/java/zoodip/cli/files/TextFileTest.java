package zoodip.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;

class TextFileTest {
  @TempDir Path folder;

  @Test
  void aTextThatNobodyWroteIsRefused() throws IOException {
    int most = 16 << 20;
    Path file = folder.resolve("caption.txt");
    assertEquals(most, TextFile.read(Files.writeString(file, "a".repeat(most))).length());
    Files.writeString(file, "a".repeat(most + 1));
    String message = assertThrows(UsageException.class, () -> TextFile.read(file)).getMessage();
    assertTrue(message.endsWith("has more than 16 MiB, which is no text that people wrote"));
  }
}
