package zoodip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void whatAnExceptionSaysByItsTypeIsSaidInWords() {
    assertEquals(
        "Cannot make it: /data/kafka: permission denied",
        FailureText.of(
            new UncheckedIOException("Cannot make it", new AccessDeniedException("/data/kafka"))));
  }

  @Test
  void whatItSaysItselfIsKept() {
    assertEquals(
        "/data: Read-only file system",
        FailureText.of(new FileSystemException("/data", null, "Read-only file system")));
    assertEquals("broken", FailureText.of(new IOException("broken")));
  }
}
