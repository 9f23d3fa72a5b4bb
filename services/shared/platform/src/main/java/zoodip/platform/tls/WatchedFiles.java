package zoodip.platform.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Files that belong together, and are used anew when the content of any of them changes. Where that
 * fails it is said once, what was used before stays, and the next change is tried again. Not
 * thread-safe.
 */
final class WatchedFiles {
  private static final Logger LOG = Logger.getLogger(WatchedFiles.class);

  private final List<Path> files;
  private final Use use;
  private List<String> seen;
  private String problem = "";

  /** Uses the files for the first time; fails if that does. */
  WatchedFiles(List<Path> files, Use use) throws IOException, GeneralSecurityException {
    this.files = files;
    this.use = use;
    seen = contents();
    use.of(seen);
  }

  /** Uses the files anew if they have changed. */
  void look() {
    try {
      List<String> now = contents();
      if (!now.equals(seen)) {
        seen = now;
        use.of(now);
        LOG.infof("Certificates in %s are used anew", files);
      }
      problem = "";
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      say(e);
    }
  }

  private void say(Exception failure) {
    if (!failure.toString().equals(problem)) {
      problem = failure.toString();
      LOG.errorf(failure, "Certificates in %s cannot be used; the earlier ones stay in use", files);
    }
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  /** What is done with the contents, in the order of the files. */
  interface Use {
    void of(List<String> contents) throws IOException, GeneralSecurityException;
  }
}
