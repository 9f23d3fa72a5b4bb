package zoodip.platform.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import zoodip.v1.ErrorReason;

/** Tells a full disk, which people can make room on, from what else can go wrong with a file. */
public final class DiskFull {
  private DiskFull() {}

  /**
   * What to throw when a file cannot be written.
   *
   * @param what could not be done, to follow "cannot"
   * @param place of the file
   */
  public static RuntimeException failure(String what, Path place, IOException failure) {
    return isMeantBy(failure)
        ? new ServiceException(
            ErrorReason.ERROR_REASON_DISK_FULL,
            "Cannot %s: no room is left on the disk of %s; make room there and try again"
                .formatted(what, place),
            failure)
        : new UncheckedIOException("Cannot " + what + " in " + place, failure);
  }

  /** There is no exception of its own; the words are those of Linux, macOS and Windows. */
  static boolean isMeantBy(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of("no space left", "quota exceeded", "not enough space")
        .anyMatch(message::contains);
  }
}
