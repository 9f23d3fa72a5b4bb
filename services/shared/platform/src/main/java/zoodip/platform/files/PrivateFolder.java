package zoodip.platform.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * A folder that only its owner can read and write, where the file system knows owners: what lies in
 * it was put there by this user.
 */
public record PrivateFolder(Path path, UserPrincipal owner) {
  private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");
  private static final String ROOT = "root";

  /**
   * Makes the folder, or takes one that is there: ours is made private; one of root's is a volume
   * that was mounted for us. Nobody else's is taken.
   *
   * @throws ForeignFolderException if the folder is another user's
   */
  public static PrivateFolder make(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      if (folder.toAbsolutePath().getParent() != null) {
        Files.createDirectories(folder.toAbsolutePath().getParent());
      }
      createUnlessThere(folder);
    }
    Path real = folder.toRealPath();
    PrivateFolder made = new PrivateFolder(real, user(real));
    made.claim();
    return made;
  }

  /**
   * A folder of this user's where every user of the machine has some: among the temporary files.
   *
   * @throws ForeignFolderException if somebody else made it, or a link of its name
   */
  public static PrivateFolder temporary(String name) throws IOException {
    Path folder = TemporaryFolder.ofUser("zoodip-" + name);
    PrivateFolder made = make(folder);
    if (!owner(folder).equals(made.owner())) {
      throw new ForeignFolderException(folder, owner(folder).getName(), made.owner().getName());
    }
    return made;
  }

  /** Whether this user made it, and it is no link to elsewhere. */
  public boolean isOurs(Path path) throws IOException {
    return !Files.isSymbolicLink(path) && owner(path).equals(owner);
  }

  /** A private folder in this one; one that is there is left as it is. */
  public Path folder(String name) throws IOException {
    Path folder = path.resolve(name);
    createUnlessThere(folder);
    return folder;
  }

  private void claim() throws IOException {
    UserPrincipal found = owner(path);
    if (found.equals(owner)) {
      if (knowsPermissions(path)) {
        Files.setPosixFilePermissions(path, OWN);
      }
    } else if (!found.getName().equals(ROOT)) {
      throw new ForeignFolderException(path, found.getName(), owner.getName());
    }
  }

  private static void createUnlessThere(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, permissions(folder));
    } catch (java.nio.file.FileAlreadyExistsException e) {
      // another thread or process was faster
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static FileAttribute<?>[] permissions(Path folder) {
    return knowsPermissions(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)}
        : new FileAttribute<?>[0];
  }

  private static boolean knowsPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Who this process is: an owner's name need not be the user's where a container runs as any. */
  private static UserPrincipal user(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".owner-", "");
    try {
      return owner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }
}
