package zoodip.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reactor's modules as they were built: where they lie and which classes they have. */
final class Modules {
  static final Path ROOT = Path.of(System.getProperty("root")).normalize();

  /** Modules that are tests alone. */
  static final Set<String> TESTS =
      Set.of("architecture", "deployment-tests", "fuzzing", "system-tests");

  /** The contract's packages: zoodip.inference.v1 is one, zoodip.inference is a service. */
  private static final Set<String> PROTO =
      Set.of(
          "zoodip.v1",
          "zoodip.events.v1",
          "zoodip.inference.v1",
          "zoodip.jobs.v1",
          "zoodip.keda",
          "zoodip.contract");

  private static final Map<Path, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

  private Modules() {}

  /** The reactor's folders by the names of their modules. */
  static Map<String, Path> folders() {
    return ModulePom.read(ROOT.resolve("pom.xml")).modules().stream()
        .map(ROOT::resolve)
        .collect(
            Collectors.toMap(
                folder -> folder.getFileName().toString(),
                Function.identity(),
                (one, other) -> {
                  throw new IllegalStateException(one + " and " + other + " have one name");
                },
                TreeMap::new));
  }

  /** The classes that a module is for: those that it is packaged with, or its tests. */
  static JavaClasses main(String module) {
    return TESTS.contains(module) ? test(module) : imported(module, "main", "classes");
  }

  /** The classes of a module's tests, if it has some. */
  static JavaClasses test(String module) {
    return imported(module, "test", "test-classes");
  }

  /** The name of the module whose package a class is in. */
  static String of(JavaClass type) {
    String name = type.getPackageName();
    if (PROTO.contains(name)) {
      return "proto";
    }
    return name.replaceFirst("^zoodip\\.", "")
        .replaceFirst("\\..*", "")
        .replace("systemtests", "system-tests")
        .replace("deploymenttests", "deployment-tests");
  }

  private static JavaClasses imported(String module, String sources, String output) {
    Path folder = folders().get(module);
    JavaClasses classes =
        IMPORTED.computeIfAbsent(
            folder.resolve("target").resolve(output),
            built -> new ClassFileImporter().importPath(built));
    if (classes.isEmpty() && Files.isDirectory(folder.resolve("src").resolve(sources))) {
      throw new IllegalStateException(module + " is not built; run mvn from the root");
    }
    return classes;
  }
}
