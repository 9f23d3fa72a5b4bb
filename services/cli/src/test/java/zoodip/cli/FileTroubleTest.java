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

class FileTroubleTest {
  @TempDir Path folder;

  @Test
  void reasonsAreToldInPlainWords() {
    assertEquals("permission denied", FileTrouble.text(new AccessDeniedException("x")));
    assertEquals("there is no such file or folder", FileTrouble.text(new NoSuchFileException("x")));
    assertEquals(
        "x is there already, and no folder", FileTrouble.text(new FileAlreadyExistsException("x")));
    assertEquals(
        "Read-only file system",
        FileTrouble.text(new FileSystemException("ro/.x.part", null, "Read-only file system")));
    assertEquals(
        "Is a directory",
        FileTrouble.text(new FileNotFoundException("/a (1)/ca.pem (Is a directory)")));
    assertEquals("Stream closed", FileTrouble.text(new IOException("Stream closed")));
    assertEquals("the system does not say why", FileTrouble.text(new IOException()));
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
