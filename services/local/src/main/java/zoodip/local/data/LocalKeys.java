package zoodip.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;

/**
 * The keys of a server that asks callers who they are: one for its services, which each start makes
 * anew, and the system admin's, which is in a file of the data folder from the first start on.
 */
public final class LocalKeys {
  /** Readable for its owner alone. */
  public static final String ADMIN_FILE = "system-admin.key";

  private LocalKeys() {}

  /**
   * What the services must be told.
   *
   * @param folder of the data; the admin's key is made there if there is none
   */
  public static Map<String, String> settings(Path folder) {
    String service = KeyText.random();
    Map<String, String> settings = new HashMap<>();
    settings.put("access.service-key", service);
    settings.put("access.service-digests", Sha256.of(service));
    // nothing scales what runs on one machine
    settings.put("access.scaler", "CLOSED");
    settings.put("access.system-admin-digests", Sha256.of(adminKey(folder.resolve(ADMIN_FILE))));
    return settings;
  }

  private static String adminKey(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
        Files.writeString(file, KeyText.random() + System.lineSeparator());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or make " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
