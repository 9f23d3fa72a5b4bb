package zoodip.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for as long as a process needs it. What a killed process left is removed when the next
 * one makes a folder at the same place: each is locked by its owner, and the system frees the locks
 * of the dead.
 *
 * <p>Folders are their owner's alone (0700), in a folder of the user's.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  /** Begins the name of a file that shows whose process this is. */
  private static final String PROBE = "owner-";

  /** Held while folders are swept and made. */
  private static final String ALL = "all";

  private static final FileAttribute<?>[] PRIVATE = privately();

  private final Path path;
  private final ProcessLock lock;

  private TemporaryFolder(Path path, ProcessLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A folder among this user's temporary files. */
  public static TemporaryFolder open(String purpose) {
    return open(ofUser("zoodip"), purpose);
  }

  /** A path among the temporary files that other users have another of. */
  static Path ofUser(String name) {
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), name + "-" + user);
  }

  /**
   * A folder below {@code home}, where nothing but such folders may lie.
   *
   * @param purpose begins its name
   * @throws UncheckedIOException if it cannot be made
   */
  public static synchronized TemporaryFolder open(Path home, String purpose) {
    try {
      Files.createDirectories(home.toAbsolutePath().getParent());
      makePrivate(home);
      try (FileChannel all = channel(home.resolve(ALL));
          FileLock alone = all.lock()) {
        sweep(home);
        Path path = Files.createTempDirectory(home, purpose + "-", PRIVATE);
        return new TemporaryFolder(path, hold(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder in " + home, e);
    }
  }

  private static ProcessLock hold(Path made) throws IOException {
    return ProcessLock.tryHold(lockOf(made))
        .orElseThrow(() -> new IOException(lockOf(made) + " is held by another process"));
  }

  private static FileChannel channel(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  public Path path() {
    return path;
  }

  /** Removes it when the process ends in good order. */
  public TemporaryFolder untilExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeOrTell, "remove-" + path));
    return this;
  }

  private void closeOrTell() {
    try {
      close();
    } catch (UncheckedIOException e) {
      System.err.println(e.getMessage() + ": " + e.getCause());
    }
  }

  /**
   * Removes it with all that is in it.
   *
   * @throws UncheckedIOException if something is left
   */
  @Override
  public void close() {
    try (lock) {
      delete(path);
      Files.deleteIfExists(lockOf(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Something is left in " + path, e);
    }
  }

  /** Removes a folder with all that is in it; one that is not there is removed. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static void makePrivate(Path home) throws IOException {
    createUnlessThere(home);
    requireOwn(home);
    String owner = Files.getOwner(home).getName();
    Path own = Files.createTempFile(home, PROBE, LOCK);
    boolean mine = Files.getOwner(own).getName().equals(owner);
    Files.delete(own);
    if (!mine) {
      throw new IOException(
          "%s belongs to %s; -Djava.io.tmpdir names another place".formatted(home, owner));
    }
  }

  private static void createUnlessThere(Path home) throws IOException {
    try {
      Files.createDirectory(home, PRIVATE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  /**
   * What lies in it is removed, so it must not be a folder for anything else. Another process may
   * be making it at this moment: after its probe, {@link #ALL} is the first file that is there.
   */
  private static void requireOwn(Path home) throws IOException {
    boolean used;
    try (Stream<Path> files = Files.list(home)) {
      used = files.anyMatch(file -> !file.getFileName().toString().startsWith(PROBE));
    }
    if (used && !Files.exists(home.resolve(ALL))) {
      throw new IOException(home + " holds other files; temporary ones need a place of their own");
    }
  }

  /** Locks lie beside the folders, so that a folder may be removed whole. */
  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  private static void sweep(Path home) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(home)) {
      folders = all.filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      sweepIfDead(folder);
    }
  }

  private static void sweepIfDead(Path folder) throws IOException {
    Optional<ProcessLock> owner = ProcessLock.tryHold(lockOf(folder));
    if (owner.isPresent()) {
      try (ProcessLock held = owner.get()) {
        delete(folder);
        Files.deleteIfExists(lockOf(folder));
      }
    }
  }

  private static FileAttribute<?>[] privately() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
