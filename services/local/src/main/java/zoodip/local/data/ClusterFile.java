package zoodip.local.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A file in the data folder that says where Kafka and the object store of the running process are,
 * for tools on the same machine. Without a process there is none.
 */
public final class ClusterFile implements AutoCloseable {
  private static final String NAME = "cluster.properties";

  private final Path file;

  private ClusterFile(Path file) {
    this.file = file;
  }

  /** Writes it; closing removes it. */
  public static ClusterFile write(Path folder, Map<String, String> settings) {
    Path file = folder.resolve(NAME);
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "The infrastructure of the process that runs on this folder");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    return new ClusterFile(file);
  }

  /** What a running process says, by the names of settings; empty if there is none. */
  public static Optional<Map<String, String>> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return Optional.of(settings);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("Cannot remove " + file + ": " + e);
    }
  }
}
