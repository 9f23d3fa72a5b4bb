package zoodip.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import zoodip.platform.files.PrivateFolder;

/** Where a program logs that has the console to itself and no folder that stays. */
final class LogFile {
  private LogFile() {}

  /** In a folder of this user's among the temporary files; nobody else reads or places it. */
  static Path of(String program) {
    try {
      return PrivateFolder.temporary("logs").path().resolve(program + ".log");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the log of the " + program, e);
    }
  }
}
