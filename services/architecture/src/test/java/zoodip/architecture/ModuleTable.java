package zoodip.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of modules in docs/ARCHITECTURE.md: which module knows which. */
final class ModuleTable {
  /** Floor, module, what it is for, whom it knows. */
  private static final Pattern ROW =
      Pattern.compile("^\\|[^|]*\\| `([a-z-]+)` \\|.*\\| ([a-z, -]+) \\|$", Pattern.MULTILINE);

  private ModuleTable() {}

  static Map<String, Set<String>> read(Path document) throws IOException {
    return ROW.matcher(Files.readString(document))
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> names(row.group(2))));
  }

  private static Set<String> names(String cell) {
    return cell.equals("nobody") ? Set.of() : Set.of(cell.split(", "));
  }
}
