package zoodip.gateway.subjects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class UploadStagingTest {
  @TempDir Path folder;

  @Test
  void photosAreKeptUntilTheUploadEnds() throws IOException {
    try (UploadStaging uploadStaging = new UploadStaging(folder)) {
      ArrivingPhoto photo = uploadStaging.begin();
      photo.append(ByteString.copyFrom(new byte[] {1}));
      photo.append(ByteString.copyFrom(new byte[] {2}));
      photo.end();

      assertEquals(2, photo.bytes());
      assertArrayEquals(new byte[] {1, 2}, photo.content());
      assertEquals(List.of(photo.file()), files(folder));
    }
    assertEquals(List.of(), files(folder));
  }

  @Test
  void aFullDiskIsSaidAndLeftEmpty() throws Exception {
    Path disk = smallDisk();
    try {
      try (UploadStaging uploadStaging = new UploadStaging(disk)) {
        uploadStaging.begin().append(ByteString.copyFrom(new byte[10_000]));
        ArrivingPhoto large = uploadStaging.begin();
        ByteString chunk = ByteString.copyFrom(new byte[1 << 20]);
        var full = assertThrows(ServiceException.class, () -> large.append(chunk));
        assertEquals(ErrorReason.ERROR_REASON_DISK_FULL, full.reason());
      }
      assertEquals(List.of(), files(disk));
    } finally {
      run("umount", disk.toString());
    }
  }

  private Path smallDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        Files.isExecutable(Path.of("/bin/mount"))
            && run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
        "A small disk can be made by root on Linux only");
    return disk;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
