package zoodip.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@link Rules} hold. */
class RulesTest {
  static Stream<String> modules() {
    return withTests().filter(module -> !ModuleDirectionTest.TESTS.contains(module));
  }

  static Stream<String> withTests() {
    return Modules.folders().keySet().stream().filter(module -> !module.equals("proto"));
  }

  static Stream<String> services() {
    return Rules.SERVICES.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packagesAreInNoCycle(String module) {
    Rules.noPackageCycles().check(Modules.main(module));
  }

  /** Tests may look into any of their module's packages, but not into one another in circles. */
  @ParameterizedTest
  @MethodSource("withTests")
  void packagesOfTestsAreInNoCycle(String module) {
    Rules.noPackageCycles().check(Modules.test(module));
  }

  @Test
  void noSimpleNameStandsTwice() {
    List<Path> sources = new ArrayList<>(Rules.sources(Modules.ROOT.resolve("services")));
    sources.addAll(Rules.sources(Modules.ROOT.resolve("docs")));
    assertEquals(List.of(), Rules.simpleNamesThatStandTwice(sources));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceKnowsNoOther(String service) {
    Rules.serviceKnowsNoOther(service).check(Modules.main(service));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceCarriesNoTool(String service) {
    List<String> tools =
        Modules.folders().entrySet().stream()
            .filter(module -> module.getValue().getParent().endsWith("tools"))
            .map(module -> module.getKey())
            .toList();
    assertFalse(tools.isEmpty());
    assertEquals(
        List.of(),
        Rules.carried(Modules.folders().get(service).resolve("target/quarkus-app"), tools));
  }
}
