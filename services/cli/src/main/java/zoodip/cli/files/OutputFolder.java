package zoodip.cli.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import zoodip.cli.UsageException;

/** A folder that a command is to leave files in. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Makes the folder and sees that files can be made in it: before the work, not after it.
   *
   * @throws UsageException if it is no folder, or nothing can be written there
   */
  public static Path ready(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".zoodip-", ".part"));
      return folder;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "--out %s: %s is a file, not a folder".formatted(folder, e.getFile()), e);
    } catch (IOException e) {
      throw new UsageException(
          "--out %s: nothing can be written there (%s); name another folder".formatted(folder, e),
          e);
    }
  }
}
