package zoodip.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, without the names that Java has for it. */
final class FileErrorText {
  private FileErrorText() {}

  /**
   * The reason alone: whoever failed has named the file that is meant, while the one of the failure
   * may be a passing one beside it.
   */
  static String text(IOException failure) {
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
}
