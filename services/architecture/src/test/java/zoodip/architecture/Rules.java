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
import java.util.stream.StreamSupport;

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

  /**
   * The simple names of top-level classes that another class has, too, wherever it stands. Nested
   * classes may share names among themselves: they are read with their outer class's name.
   */
  static List<String> simpleNamesThatStandTwice(Collection<Path> sources) {
    return SourceClass.of(sources).stream()
        .collect(Collectors.groupingBy(SourceClass::name, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(named -> named.size() > 1 && named.stream().anyMatch(SourceClass::topLevel))
        .map(List::toString)
        .toList();
  }

  /** All Java files below a folder but those that a build wrote. */
  static List<Path> sources(Path folder) {
    List<Path> sources = written(folder, ".java");
    if (sources.isEmpty()) {
      throw new IllegalStateException("There are no sources in " + folder);
    }
    return sources;
  }

  /** The folders below services that have a pom.xml which the root's does not list. */
  static List<Path> foldersOfNoModule(Path root) {
    List<Path> modules =
        ModulePom.read(root.resolve("pom.xml")).modules().stream().map(root::resolve).toList();
    return written(root.resolve("services"), "pom.xml").stream()
        .map(Path::getParent)
        .filter(folder -> !modules.contains(folder))
        .toList();
  }

  /** What only one of the table of modules and the tree has. */
  static List<String> differences(Set<String> table, Set<String> tree) {
    return Stream.concat(
            table.stream().filter(name -> !tree.contains(name)).map("the table alone has "::concat),
            tree.stream().filter(name -> !table.contains(name)).map("the table lacks "::concat))
        .sorted()
        .toList();
  }

  /** The modules that a packaged application carries beyond those that it may. */
  static List<String> carriedBeyond(Set<String> allowed, Path application) {
    Path libraries = application.resolve("lib");
    List<String> carried =
        (Files.isDirectory(libraries) ? files(libraries, ".jar") : Stream.<Path>empty())
            .map(file -> file.getFileName().toString())
            .filter(jar -> jar.startsWith("zoodip."))
            .map(jar -> jar.replaceFirst("^zoodip\\.zoodip-(.+?)-\\d.*$", "$1"))
            .sorted()
            .toList();
    if (carried.isEmpty()) {
      throw new IllegalStateException(application + " is not packaged; run mvn verify");
    }
    return carried.stream().filter(module -> !allowed.contains(module)).toList();
  }

  private static DescribedPredicate<JavaClass> belongTo(Set<String> modules) {
    return DescribedPredicate.describe(
        "belong to " + modules,
        type ->
            type.getPackageName().startsWith("zoodip.")
                && modules.contains(Modules.of(type.getBaseComponentType())));
  }

  /** Files that people wrote: what a build did is in folders of that name. */
  private static List<Path> written(Path folder, String ending) {
    return files(folder, ending)
        .filter(
            file ->
                StreamSupport.stream(folder.relativize(file).spliterator(), false)
                    .noneMatch(part -> part.endsWith("target")))
        .toList();
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
