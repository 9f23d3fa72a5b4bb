package zoodip.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
          Map.entry("webp", Set.of()),
          Map.entry("images", Set.of("webp")),
          Map.entry("toybox", Set.of()),
          Map.entry("embedded", Set.of()),
          Map.entry("safetensors", Set.of()),
          Map.entry("diffusion", Set.of("images", "safetensors")),
          Map.entry("singlefile", Set.of("diffusion", "safetensors")),
          Map.entry("reference", Set.of("diffusion", "images", "safetensors")),
          Map.entry("measurements", Set.of("diffusion", "singlefile")),
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
                  "singlefile",
                  "reference",
                  "measurements",
                  "images",
                  "safetensors",
                  "toybox",
                  "zeroth")));

  private static final Set<String> WITH_TENSORS = Set.of("diffusion", "reference", "measurements");

  /** Modules without classes of their own. */
  static final Set<String> TESTS = Set.of("architecture", "system-tests");

  static Stream<String> modules() {
    return KNOWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyTheModulesOfItsRow(String module) {
    assertEquals(
        List.of(),
        Modules.main(module).stream()
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
        Modules.main(module).stream()
            .filter(type -> !module.equals(Modules.of(type)))
            .map(JavaClass::getName)
            .toList());
  }

  @Test
  void everyModuleOfTheReactorIsInTheTable() throws Exception {
    assertEquals(
        KNOWS.keySet(),
        Modules.folders().keySet().stream()
            .filter(module -> !TESTS.contains(module))
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryKnowsNoFramework(String library) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..", "io.grpc..")
        .check(Modules.main(library));
  }

  static Stream<String> libraries() {
    return Stream.of(
        "zeroth",
        "webp",
        "images",
        "safetensors",
        "diffusion",
        "singlefile",
        "reference",
        "measurements");
  }

  @ParameterizedTest
  @MethodSource("modulesWithoutTensors")
  void tensorsStayInDiffusionAndItsTools(String module) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(Modules.main(module));
  }

  static Stream<String> modulesWithoutTensors() {
    return modules().filter(module -> !WITH_TENSORS.contains(module));
  }

  private static boolean isForbidden(String module, JavaClass target) {
    return target.getPackageName().matches("zoodip(\\..*)?")
        && !Modules.of(target).equals(module)
        && !KNOWS.get(module).contains(Modules.of(target));
  }
}
