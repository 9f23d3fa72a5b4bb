package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorTextTest {
  @TempDir Path folder;

  @Test
  void reasonsAreToldInPlainWords() {
    assertEquals("permission denied", FileErrorText.text(new AccessDeniedException("x")));
    assertEquals(
        "there is no such file or folder", FileErrorText.text(new NoSuchFileException("x")));
    assertEquals(
        "x is there already, and no folder",
        FileErrorText.text(new FileAlreadyExistsException("x")));
    assertEquals(
        "Read-only file system",
        FileErrorText.text(new FileSystemException("ro/.x.part", null, "Read-only file system")));
    assertEquals(
        "Is a directory",
        FileErrorText.text(new FileNotFoundException("/a (1)/ca.pem (Is a directory)")));
    assertEquals("Stream closed", FileErrorText.text(new IOException("Stream closed")));
    assertEquals("the system does not say why", FileErrorText.text(new IOException()));
  }

  @Test
  void aCommandSaysWhichFileItCouldNotRead() {
    Path missing = folder.resolve("ca.pem");
    Cli.Run run = Cli.run("models", "list", "--tls-trust", missing);
    assertEquals(
        "zoodip: Cannot read the certificates in %s: No such file or directory%n"
            .formatted(missing),
        run.err());
  }
}
