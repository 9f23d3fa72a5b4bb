package zoodip.diffusion.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was measured on this machine, in a file of the user's: the system property {@value
 * #PROPERTY}, by default {@code ~/.cache/zoodip/machine.properties}. Processes that want to know
 * the same at the same time measure once.
 */
public final class KernelChoiceCache {
  /** System property: the file. */
  public static final String PROPERTY = "zoodip.engine.memory";

  private static final System.Logger LOG = System.getLogger(KernelChoiceCache.class.getName());

  private KernelChoiceCache() {}

  /**
   * What is remembered under {@code key}, else what {@code measure} finds, which is remembered from
   * then on. Where the file cannot be used it is measured each time.
   *
   * @param parse empty for a text that is no answer: then it is measured again
   */
  public static synchronized <T> T recall(
      String key, Function<String, Optional<T>> parse, Supplier<String> measure) {
    Path file = file();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel = open(file.resolveSibling(file.getFileName() + ".lock"));
          FileLock lock = channel.lock()) {
        return recall(file, key, parse, measure);
      }
    } catch (IOException | OverlappingFileLockException e) {
      LOG.log(
          Level.WARNING,
          "What is measured cannot be remembered in {0} ({1}): trainings that go on after a restart"
              + " may choose other kernels. Name another file with -D{2}=FILE",
          file,
          e.toString(),
          PROPERTY);
      return parsed(parse, measure.get());
    }
  }

  private static <T> T recall(
      Path file, String key, Function<String, Optional<T>> parse, Supplier<String> measure)
      throws IOException {
    Properties all = read(file);
    Optional<T> known = Optional.ofNullable(all.getProperty(key)).flatMap(parse);
    if (known.isPresent()) {
      return known.get();
    }
    String measured = measure.get();
    LOG.log(Level.INFO, "Measured: {0} = {1}", key, measured);
    all.setProperty(key, measured);
    write(file, all);
    return parsed(parse, measured);
  }

  private static <T> T parsed(Function<String, Optional<T>> parse, String measured) {
    return parse.apply(measured).orElseThrow(() -> new IllegalStateException(measured));
  }

  private static Path file() {
    String name = System.getProperty(PROPERTY, "");
    return name.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "zoodip", "machine.properties")
        : Path.of(name);
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Properties read(Path file) throws IOException {
    Properties all = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        all.load(in);
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "{0} is damaged, what it held is measured again", file);
        return new Properties();
      }
    }
    return all;
  }

  private static void write(Path file, Properties all) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      all.store(out, "What Zoodip measured on this machine; may be deleted");
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
