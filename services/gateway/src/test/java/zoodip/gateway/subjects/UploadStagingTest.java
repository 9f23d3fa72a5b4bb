package zoodip.gateway.subjects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.decoding.Format;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Photo;

class UploadStagingTest {
  private static final PhotoChecks.ValidPhoto VALID =
      new PhotoChecks.ValidPhoto(Photo.getDefaultInstance(), Format.PNG);

  @TempDir Path folder;

  @Test
  void photosAreKeptUntilTheUploadEnds() throws IOException {
    try (UploadStaging uploadStaging = new UploadStaging(folder)) {
      uploadStaging.add(VALID, new byte[] {1, 2});
      assertArrayEquals(
          new byte[] {1, 2}, Files.readAllBytes(uploadStaging.photos().get(0).file()));
    }
    assertEquals(List.of(), files(folder));
  }

  @Test
  void aFullDiskIsSaidAndLeftEmpty() throws Exception {
    Path disk = smallDisk();
    try {
      try (UploadStaging uploadStaging = new UploadStaging(disk)) {
        uploadStaging.add(VALID, new byte[10_000]);
        var full =
            assertThrows(ServiceException.class, () -> uploadStaging.add(VALID, new byte[1 << 20]));
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
