package zoodip.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of modules in docs/ARCHITECTURE.md, the poms and the classes say the same. */
class ModuleDirectionTest {
  private static final Set<String> WITH_TENSORS = Set.of("diffusion", "reference", "measurements");

  /** What a module has beside it without calling it: beans that are found, modules built before. */
  private static final Map<String, Set<String>> NEVER_CALLED =
      Map.of(
          "local", Set.of("gateway", "inference", "evaluator"),
          "container-images", Set.of("gateway", "trainer", "inference", "evaluator"),
          "system-tests", Set.of("local", "container-images"),
          "deployment-tests", Set.of("gateway", "trainer", "inference", "evaluator"),
          "fuzzing", Set.of("client"),
          "architecture", Set.of("cli", "system-tests", "fuzzing"));

  private static Map<String, Set<String>> knows;

  @BeforeAll
  static void readTable() throws Exception {
    knows = ModuleTable.read(Modules.ROOT.resolve("docs/ARCHITECTURE.md"));
  }

  static Stream<String> modules() {
    return Modules.folders().keySet().stream();
  }

  @Test
  void everyModuleOfTheReactorIsInTheTable() {
    assertEquals(List.of(), Rules.differences(knows.keySet(), Modules.folders().keySet()));
  }

  @Test
  void everyPomBelongsToAModuleOfTheReactor() {
    assertEquals(List.of(), Rules.foldersOfNoModule(Modules.ROOT));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aPomHasTheModulesOfItsRow(String module) {
    ModulePom pom = ModulePom.read(Modules.folders().get(module).resolve("pom.xml"));
    assertEquals(
        List.of(),
        Rules.differences(
            knows.get(module),
            Modules.TESTS.contains(module) ? pom.allDependencies() : pom.dependencies()),
        "The pom of " + module);
  }

  @Test
  void noPomGetsAModuleFromItsParent() {
    assertEquals(
        Set.of(), ModulePom.read(Modules.ROOT.resolve("pom.xml")).allDependencies(), "The root");
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
            .toList(),
        "The classes of " + module);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesTheModulesOfItsRow(String module) {
    Set<String> unused = new TreeSet<>(knows.get(module));
    unused.removeAll(
        Modules.main(module).stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(use -> Modules.of(use.getTargetClass().getBaseComponentType()))
            .collect(Collectors.toSet()));
    unused.removeAll(NEVER_CALLED.getOrDefault(module, Set.of()));
    assertEquals(Set.of(), unused, "What the table lets " + module + " know and nobody uses");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModulesClassesAreInItsOwnPackages(String module) {
    assertEquals(
        List.of(),
        Modules.main(module).stream()
            .filter(type -> !module.equals(Modules.of(type)))
            .map(JavaClass::getName)
            .toList(),
        "The classes of " + module);
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
        // a module of images or tests alone has none
        .allowEmptyShould(true)
        .check(Modules.main(module));
  }

  static Stream<String> modulesWithoutTensors() {
    return modules().filter(module -> !WITH_TENSORS.contains(module));
  }

  private static boolean isForbidden(String module, JavaClass target) {
    return target.getPackageName().matches("zoodip(\\..*)?")
        && !Modules.of(target).equals(module)
        && !knows.get(module).contains(Modules.of(target));
  }
}
