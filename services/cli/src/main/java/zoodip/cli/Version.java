package zoodip.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Which version of Zoodip this is: the build writes it down. */
public final class Version implements IVersionProvider {
  private static final String FILE = "version.txt";

  /** {@code 0.1.0-SNAPSHOT}. */
  public static String number() {
    try (InputStream text = Version.class.getResourceAsStream(FILE)) {
      if (text == null) {
        throw new IllegalStateException("This jar lacks its " + FILE);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"zoodip " + number()};
  }
}
