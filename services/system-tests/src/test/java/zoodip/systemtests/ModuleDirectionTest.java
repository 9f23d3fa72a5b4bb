package zoodip.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
          Map.entry("images", Set.of()),
          Map.entry("toybox", Set.of()),
          Map.entry("embedded", Set.of()),
          Map.entry("safetensors", Set.of()),
          Map.entry("diffusion", Set.of("images", "safetensors")),
          Map.entry("platform", Set.of("proto")),
          Map.entry("client", Set.of("proto")),
          Map.entry("concepts", Set.of("platform", "proto", "safetensors", "zeroth")),
          Map.entry(
              "gateway",
              Set.of("platform", "proto", "images", "concepts", "safetensors", "zeroth")),
          Map.entry(
              "trainer",
              Set.of(
                  "platform", "proto", "zeroth", "diffusion", "images", "concepts", "safetensors")),
          Map.entry(
              "inference",
              Set.of("platform", "proto", "diffusion", "images", "concepts", "safetensors")),
          Map.entry("evaluator", Set.of("platform", "proto", "diffusion", "images", "safetensors")),
          Map.entry(
              "local",
              Set.of(
                  "platform",
                  "proto",
                  "zeroth",
                  "images",
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
                  "images",
                  "safetensors",
                  "toybox",
                  "zeroth")));

  /** Packages that protoc writes: zoodip.inference.v1 is one, zoodip.inference is a service. */
  private static final Set<String> PROTO =
      Set.of("zoodip.v1", "zoodip.events.v1", "zoodip.inference.v1");

  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
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
    assertEquals(
        KNOWS.keySet(),
        folders().keySet().stream()
            .filter(module -> !module.equals("system-tests"))
            .collect(Collectors.toSet()));
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
    return Stream.of("zeroth", "images", "safetensors", "diffusion");
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
    JavaClasses classes =
        new ClassFileImporter()
            .importPath(ROOT.resolve(folders().get(module)).resolve("target/classes"));
    assertTrue(classes.size() > 0, () -> module + " is not built; run mvn from the root");
    return classes;
  }

  /** The reactor's folders by the names of their modules. */
  private static Map<String, String> folders() {
    try {
      return MODULE
          .matcher(Files.readString(ROOT.resolve("pom.xml")))
          .results()
          .map(match -> match.group(1))
          .collect(
              Collectors.toMap(
                  folder -> folder.substring(folder.lastIndexOf('/') + 1), Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
