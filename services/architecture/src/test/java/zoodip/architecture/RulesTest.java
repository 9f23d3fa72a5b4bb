package zoodip.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@link Rules} hold. */
class RulesTest {
  static Stream<String> modules() {
    return withTests().filter(module -> !Modules.TESTS.contains(module));
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
    List<Path> sources =
        Stream.of("services", "proto", "docs")
            .flatMap(folder -> Rules.sources(Modules.ROOT.resolve(folder)).stream())
            .toList();
    assertEquals(List.of(), Rules.simpleNamesThatStandTwice(sources));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceKnowsNoOther(String service) {
    Rules.serviceKnowsNoOther(service).check(Modules.main(service));
  }

  /** The contract, the engine, and of what is shared only what is for services. */
  @ParameterizedTest
  @MethodSource("services")
  void aServiceCarriesNoOtherServiceFrontEndToolOrTest(String service) {
    Set<String> allowed = new HashSet<>(Set.of("proto", "platform", "concepts", "provenance"));
    Modules.folders()
        .forEach(
            (module, folder) -> {
              if (folder.getParent().endsWith("engine")) {
                allowed.add(module);
              }
            });
    assertEquals(
        List.of(),
        Rules.carriedBeyond(allowed, Modules.folders().get(service).resolve("target/quarkus-app")),
        "What " + service + " carries and must not");
  }
}
