package zoodip.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that another user could fill with anything. */
final class ForeignFolderException extends IOException {
  private static final long serialVersionUID = 1;

  ForeignFolderException(Path folder, String owner, String user) {
    super("%s belongs to %s, and what %s loads must be its own".formatted(folder, owner, user));
  }
}
