package zoodip.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of modules in docs/ARCHITECTURE.md: which module knows which. */
class ModuleDirectionTest {
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry("proto", Set.of()),
          Map.entry("zeroth", Set.of()),
          Map.entry("pictures", Set.of()),
          Map.entry("toybox", Set.of()),
          Map.entry("embedded", Set.of()),
          Map.entry("safetensors", Set.of()),
          Map.entry("diffusion", Set.of("pictures", "safetensors")),
          Map.entry("platform", Set.of("proto")),
          Map.entry("client", Set.of("proto")),
          Map.entry("concepts", Set.of("platform", "proto", "safetensors", "zeroth")),
          Map.entry(
              "gateway",
              Set.of("platform", "proto", "pictures", "concepts", "safetensors", "zeroth")),
          Map.entry(
              "trainer",
              Set.of(
                  "platform",
                  "proto",
                  "zeroth",
                  "diffusion",
                  "pictures",
                  "concepts",
                  "safetensors")),
          Map.entry(
              "inference",
              Set.of("platform", "proto", "diffusion", "pictures", "concepts", "safetensors")),
          Map.entry(
              "evaluator", Set.of("platform", "proto", "diffusion", "pictures", "safetensors")),
          Map.entry(
              "local",
              Set.of(
                  "platform",
                  "proto",
                  "zeroth",
                  "pictures",
                  "safetensors",
                  "diffusion",
                  "concepts",
                  "client",
                  "toybox",
                  "embedded",
                  "gateway",
                  "trainer",
                  "inference",
                  "evaluator")),
          Map.entry(
              "cli",
              Set.of(
                  "client",
                  "proto",
                  "local",
                  "platform",
                  "diffusion",
                  "pictures",
                  "safetensors",
                  "toybox",
                  "zeroth")));

  /** Packages that protoc writes: zoodip.inference.v1 is one, zoodip.inference is a service. */
  private static final Set<String> PROTO =
      Set.of("zoodip.v1", "zoodip.events.v1", "zoodip.inference.v1");

  private static final Path ROOT = Path.of(System.getProperty("root"));

  static Stream<String> modules() {
    return KNOWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyTheModulesOfItsRow(String module) {
    assertEquals(
        List.of(),
        classes(module).stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> isForbidden(module, use.getTargetClass().getBaseComponentType()))
            .map(use -> use.getDescription())
            .toList());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModulesClassesAreInItsOwnPackages(String module) {
    assertEquals(
        List.of(),
        classes(module).stream()
            .filter(type -> !module.equals(module(type)))
            .map(JavaClass::getName)
            .toList());
  }

  @Test
  void everyModuleOfTheReactorIsInTheTable() throws Exception {
    try (Stream<Path> folders = Files.list(ROOT.resolve("services"))) {
      assertEquals(
          List.of("system-tests"),
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(module -> !KNOWS.containsKey(module))
              .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryKnowsNoFramework(String library) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..", "io.grpc..")
        .check(classes(library));
  }

  static Stream<String> libraries() {
    return Stream.of("zeroth", "pictures", "safetensors", "diffusion");
  }

  @ParameterizedTest
  @MethodSource("modulesWithoutTensors")
  void tensorsStayInDiffusion(String module) {
    noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..").check(classes(module));
  }

  static Stream<String> modulesWithoutTensors() {
    return modules().filter(module -> !module.equals("diffusion"));
  }

  private static JavaClasses classes(String module) {
    String folder = module.equals("proto") ? module : "services/" + module;
    JavaClasses classes =
        new ClassFileImporter().importPath(ROOT.resolve(folder + "/target/classes"));
    assertTrue(classes.size() > 0, () -> module + " is not built; run mvn from the root");
    return classes;
  }

  private static boolean isForbidden(String module, JavaClass target) {
    return target.getPackageName().matches("zoodip(\\..*)?")
        && !module(target).equals(module)
        && !KNOWS.get(module).contains(module(target));
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    if (PROTO.contains(name)) {
      return "proto";
    }
    return name.replaceFirst("^zoodip\\.", "").replaceFirst("\\..*", "");
  }
}
