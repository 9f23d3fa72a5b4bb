package zoodip.local.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;

/**
 * The keys of a server that asks callers who they are: one for its services, which each start makes
 * anew, and the system admin's, which is in a file of the data folder from the first start on.
 */
public final class LocalKeys {
  /** Readable for its owner alone. */
  public static final String ADMIN_FILE = "system-admin.key";

  private static final String ADMIN_DIGESTS = "access.system-admin-digests";

  private LocalKeys() {}

  /**
   * What the services must be told.
   *
   * @param folder of the data; the admin's key is made there if there is none
   * @param given system admins whose digests are set already; with any, the folder's key is neither
   *     made nor served
   * @throws StartException if the admin's file has no whole key
   */
  public static Map<String, String> settings(Path folder, Optional<String> given) {
    String service = KeyText.random();
    Map<String, String> settings = new HashMap<>();
    settings.put("access.service-key", service);
    settings.put("access.service-digests", Sha256.of(service));
    // nothing scales what runs on one machine
    settings.put("access.scaler", "CLOSED");
    if (given.isEmpty()) {
      settings.put(ADMIN_DIGESTS, Sha256.of(adminKey(folder.resolve(ADMIN_FILE))));
    }
    return settings;
  }

  private static String adminKey(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      String key = Files.readString(file).strip();
      if (!KeyText.isWhole(key)) {
        throw new StartException(
            "%s has no whole key, so nobody could be the system admin: put the key back, or delete the file to have another one made"
                .formatted(file));
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or make " + file, e);
    }
  }

  /** Whole or not at all: written aside, and moved. */
  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path aside = createAside(folder);
    try {
      Files.writeString(aside, KeyText.random() + System.lineSeparator());
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static Path createAside(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? Files.createTempFile(
            folder,
            ADMIN_FILE,
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(folder, ADMIN_FILE, "");
  }
}
