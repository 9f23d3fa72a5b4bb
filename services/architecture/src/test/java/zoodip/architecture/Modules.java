package zoodip.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reactor's modules as they were built: where they lie and which classes they have. */
final class Modules {
  static final Path ROOT = Path.of(System.getProperty("root")).normalize();

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  /** The contract's packages: zoodip.inference.v1 is one, zoodip.inference is a service. */
  private static final Set<String> PROTO =
      Set.of("zoodip.v1", "zoodip.events.v1", "zoodip.inference.v1", "zoodip.contract");

  private static final Map<Path, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

  private Modules() {}

  /** The reactor's folders by the names of their modules. */
  static Map<String, Path> folders() {
    try {
      return MODULE
          .matcher(Files.readString(ROOT.resolve("pom.xml")))
          .results()
          .map(match -> ROOT.resolve(match.group(1)))
          .collect(
              Collectors.toMap(
                  folder -> folder.getFileName().toString(),
                  Function.identity(),
                  (one, other) -> {
                    throw new IllegalStateException(one + " and " + other + " have one name");
                  },
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes that a module is packaged with. */
  static JavaClasses main(String module) {
    JavaClasses classes = imported(module, "classes");
    if (classes.isEmpty()) {
      throw new IllegalStateException(module + " is not built; run mvn from the root");
    }
    return classes;
  }

  /** The classes of a module's tests; none if they are not built. */
  static JavaClasses test(String module) {
    return imported(module, "test-classes");
  }

  /** The name of the module whose package a class is in. */
  static String of(JavaClass type) {
    String name = type.getPackageName();
    if (PROTO.contains(name)) {
      return "proto";
    }
    return name.replaceFirst("^zoodip\\.", "").replaceFirst("\\..*", "");
  }

  private static JavaClasses imported(String module, String output) {
    return IMPORTED.computeIfAbsent(
        folders().get(module).resolve("target").resolve(output),
        folder -> new ClassFileImporter().importPath(folder));
  }
}
