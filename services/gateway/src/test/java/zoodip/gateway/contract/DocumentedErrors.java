package zoodip.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code Errors:} that the comments of the proto files promise for each method. */
final class DocumentedErrors {
  private static final Path PROTOS = Path.of("..", "..", "proto", "src", "main", "proto");
  private static final Pattern METHOD = Pattern.compile("((?:  //[^\n]*\n)*)  rpc (\\w+)\\(");
  private static final Pattern ERRORS = Pattern.compile("Errors: (.*)");
  private static final Pattern REASON = Pattern.compile("\\b[A-Z_]{4,}\\b");

  private DocumentedErrors() {}

  /** Method and reason, for example "GetModel MODEL_NOT_FOUND", of the public API. */
  static Set<String> all() {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(PROTOS.resolve(Path.of("zoodip", "v1")))) {
      for (Path file : files.toList()) {
        addFrom(Files.readString(file), found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static void addFrom(String proto, Set<String> found) {
    Matcher method = METHOD.matcher(proto);
    while (method.find()) {
      String comment = method.group(1).replaceAll("\\s*\n?  // ?", " ");
      Matcher errors = ERRORS.matcher(comment);
      if (!errors.find()) {
        throw new AssertionError(method.group(2) + " does not say its errors");
      }
      REASON
          .matcher(errors.group(1))
          .results()
          .forEach(reason -> found.add(method.group(2) + " " + reason.group()));
    }
  }
}
