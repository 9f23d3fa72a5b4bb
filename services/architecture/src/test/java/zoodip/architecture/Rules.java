package zoodip.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds in the whole tree. {@link PlantedViolationsTest} shows that each rule can fail. */
final class Rules {
  static final Set<String> SERVICES = Set.of("gateway", "trainer", "inference", "evaluator");

  private Rules() {}

  /** Every package is a slice of its own: no two know each other, not even by way of others. */
  static ArchRule noPackageCycles() {
    return SlicesRuleDefinition.slices()
        .matching("zoodip.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  /** A service is reached by the contract alone, never by its classes. */
  static ArchRule serviceKnowsNoOther(String service) {
    return noClasses()
        .that(belongTo(Set.of(service)))
        .should()
        .dependOnClassesThat(
            belongTo(
                SERVICES.stream()
                    .filter(other -> !other.equals(service))
                    .collect(Collectors.toSet())))
        .allowEmptyShould(true);
  }

  /** The files of classes that share their simple name with another, wherever they stand. */
  static List<String> simpleNamesThatStandTwice(Collection<Path> sources) {
    return sources.stream()
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(
            Collectors.groupingBy(
                file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(files -> files.size() > 1)
        .map(List::toString)
        .toList();
  }

  /** All Java files below a folder but those that a build wrote. */
  static List<Path> sources(Path folder) {
    return files(folder, ".java")
        .filter(
            file -> Stream.of(file.iterator()).noneMatch(part -> part.equals(Path.of("target"))))
        .toList();
  }

  /** The jars of some modules that a packaged application carries. */
  static List<String> carried(Path application, Collection<String> modules) {
    List<String> jars =
        files(application.resolve("lib"), ".jar")
            .map(file -> file.getFileName().toString())
            .toList();
    if (jars.isEmpty()) {
      throw new IllegalStateException(application + " is not packaged; run mvn verify");
    }
    return jars.stream()
        .filter(
            jar -> modules.stream().anyMatch(name -> jar.startsWith("zoodip.zoodip-" + name + "-")))
        .toList();
  }

  private static DescribedPredicate<JavaClass> belongTo(Set<String> modules) {
    return DescribedPredicate.describe(
        "belong to " + modules,
        type ->
            type.getPackageName().startsWith("zoodip.")
                && modules.contains(Modules.of(type.getBaseComponentType())));
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
