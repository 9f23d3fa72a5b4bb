package zoodip.local;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures in a line for people, with what caused them. */
public final class FailureText {
  private FailureText() {}

  public static String of(Throwable failure) {
    String message = message(failure);
    return failure.getCause() == null ? message : message + ": " + of(failure.getCause());
  }

  private static String message(Throwable failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getMessage() + ": " + kind(file);
    }
    return String.valueOf(failure.getMessage());
  }

  /** What a file system says by nothing but the exception's type. */
  private static String kind(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "is there already";
    }
    return failure.getClass().getSimpleName();
  }
}
