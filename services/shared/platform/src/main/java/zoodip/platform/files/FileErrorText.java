package zoodip.platform.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, without the names that Java has for it. */
public final class FileErrorText {
  private FileErrorText() {}

  /**
   * The reason alone: whoever failed has named the file that is meant, while the one of the failure
   * may be a passing one beside it.
   */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof FileNotFoundException) {
      // of the older classes, for all that keeps a file from being opened: "ca.pem (Is a
      // directory)"
      return String.valueOf(failure.getMessage()).replaceFirst("(?s)^.* \\((.*)\\)$", "$1");
    }
    if (failure instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is there already, and no folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder with files is in its place";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return failure.getMessage() == null ? "the system does not say why" : failure.getMessage();
  }

  /** A failure in a line for people, with what caused it; files are named. */
  public static String withCauses(Throwable failure) {
    String message =
        failure instanceof FileSystemException file && file.getReason() == null
            ? named(file)
            : String.valueOf(failure.getMessage());
    return failure.getCause() == null ? message : message + ": " + withCauses(failure.getCause());
  }

  private static String named(FileSystemException failure) {
    String reason = reason(failure);
    if (reason.equals(failure.getMessage())) {
      // said by nothing but the exception's type
      return reason + ": " + failure.getClass().getSimpleName();
    }
    return reason.startsWith(failure.getFile() + " ")
        ? reason
        : failure.getMessage() + ": " + reason;
  }
}
