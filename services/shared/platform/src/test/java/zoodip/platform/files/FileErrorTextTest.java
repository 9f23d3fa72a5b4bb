package zoodip.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileErrorTextTest {
  @Test
  void reasonsAreToldInPlainWords() {
    assertEquals("permission denied", FileErrorText.reason(new AccessDeniedException("x")));
    assertEquals(
        "there is no such file or folder", FileErrorText.reason(new NoSuchFileException("x")));
    assertEquals(
        "x is there already, and no folder",
        FileErrorText.reason(new FileAlreadyExistsException("x")));
    assertEquals(
        "Read-only file system",
        FileErrorText.reason(new FileSystemException("ro/.x.part", null, "Read-only file system")));
    assertEquals(
        "Is a directory",
        FileErrorText.reason(new FileNotFoundException("/a (1)/ca.pem (Is a directory)")));
    assertEquals("Stream closed", FileErrorText.reason(new IOException("Stream closed")));
    assertEquals("the system does not say why", FileErrorText.reason(new IOException()));
  }

  @Test
  void whatAnExceptionSaysByItsTypeIsSaidInWords() {
    assertEquals(
        "Cannot make it: /data/kafka: permission denied",
        FileErrorText.withCauses(
            new UncheckedIOException("Cannot make it", new AccessDeniedException("/data/kafka"))));
    assertEquals(
        "/data is there already, and no folder",
        FileErrorText.withCauses(new FileAlreadyExistsException("/data")));
    assertEquals(
        "/data: FileSystemLoopException",
        FileErrorText.withCauses(new FileSystemLoopException("/data")));
  }

  @Test
  void whatItSaysItselfIsKept() {
    assertEquals(
        "/data: Read-only file system",
        FileErrorText.withCauses(new FileSystemException("/data", null, "Read-only file system")));
    assertEquals("broken", FileErrorText.withCauses(new IOException("broken")));
  }
}
