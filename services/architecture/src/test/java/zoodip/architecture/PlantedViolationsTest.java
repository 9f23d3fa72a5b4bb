package zoodip.architecture;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of the {@link Rules} fails on a tree that breaks it, and passes one that does not. */
class PlantedViolationsTest {
  @TempDir private Path folder;

  @Test
  void packagesThatKnowEachOtherAreFound() throws Exception {
    plant("zoodip.planted.one", "One", "zoodip.planted.two.Two other;");
    plant("zoodip.planted.two", "Two", "zoodip.planted.three.Three other;");
    plant("zoodip.planted.three", "Three", "");
    assertDoesNotThrow(() -> Rules.noPackageCycles().check(compiled()));

    plant("zoodip.planted.three", "Three", "zoodip.planted.one.One other;");
    fails(Rules.noPackageCycles());
  }

  @Test
  void aServiceThatKnowsAnotherIsFound() throws Exception {
    plant("zoodip.trainer", "Planted", "zoodip.inference.v1.Contract contract;");
    plant("zoodip.inference.v1", "Contract", "");
    assertDoesNotThrow(() -> Rules.serviceKnowsNoOther("trainer").check(compiled()));

    plant("zoodip.trainer", "Planted", "zoodip.inference.generation.Queue[] queues;");
    plant("zoodip.inference.generation", "Queue", "");
    fails(Rules.serviceKnowsNoOther("trainer"));
  }

  @Test
  void aSimpleNameThatStandsTwiceIsFound() throws Exception {
    plant("zoodip.planted.one", "One", "");
    plant("zoodip.planted.two", "Two", "");
    assertEquals(List.of(), Rules.simpleNamesThatStandTwice(Rules.sources(folder)));

    plant("zoodip.planted.two", "One", "");
    assertEquals(1, Rules.simpleNamesThatStandTwice(Rules.sources(folder)).size());
  }

  @Test
  void aNestedClassWithTheNameOfAnotherFileIsFound() throws Exception {
    plant("zoodip.planted.one", "One", "record Row(int column) {}");
    plant("zoodip.planted.two", "Two", "interface Table { enum Row { FIRST } }");
    assertEquals(List.of(), Rules.simpleNamesThatStandTwice(Rules.sources(folder)));

    plant("zoodip.planted.three", "Row", "");
    List<String> found = Rules.simpleNamesThatStandTwice(Rules.sources(folder));
    assertEquals(1, found.size());
    assertTrue(found.get(0).contains("Two.java"), found.get(0));
  }

  @Test
  void sourcesAreFoundInACloneBelowAFolderOfABuildButNotInItsOwn() throws Exception {
    Path clone = folder.resolve("target/clone");
    assertThrows(IllegalStateException.class, () -> Rules.sources(Files.createDirectories(clone)));

    plant("target.clone.zoodip.planted", "One", "");
    plant("target.clone.target.generated", "Two", "");
    assertEquals(List.of(clone.resolve("zoodip/planted/One.java")), Rules.sources(clone));
  }

  @Test
  void aModuleThatAServiceMustNotCarryIsFound() throws Exception {
    Set<String> allowed = Set.of("platform", "images");
    assertTrue(
        assertThrows(IllegalStateException.class, () -> Rules.carriedBeyond(allowed, folder))
            .getMessage()
            .contains("is not packaged"));

    Path libraries = Files.createDirectories(folder.resolve("lib/main"));
    Files.createFile(libraries.resolve("zoodip.zoodip-platform-0.1.0-SNAPSHOT.jar"));
    Files.createFile(libraries.resolve("io.grpc.grpc-api-1.2.3.jar"));
    assertEquals(List.of(), Rules.carriedBeyond(allowed, folder));

    Files.createFile(libraries.resolve("zoodip.zoodip-evaluator-0.1.0-SNAPSHOT.jar"));
    Files.createFile(libraries.resolve("zoodip.zoodip-images-tools-0.1.0-SNAPSHOT.jar"));
    assertEquals(List.of("evaluator", "images-tools"), Rules.carriedBeyond(allowed, folder));
  }

  @Test
  void aDependencyThatTheTableLacksIsFound() throws Exception {
    Path table =
        Files.writeString(
            folder.resolve("table.md"),
            """
            | floor | module | for | knows |
            | --- | --- | --- | --- |
            | planted | `one` | being known, by `two` | nobody |
            | | `two` | knowing `one` | one, system-tests |
            """);
    Map<String, Set<String>> knows = ModuleTable.read(table);
    assertEquals(Map.of("one", Set.of(), "two", Set.of("one", "system-tests")), knows);

    Path pom =
        Files.writeString(
            folder.resolve("pom.xml"),
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <artifactId>zoodip-two</artifactId>
              <dependencyManagement><dependencies>
                <dependency><artifactId>zoodip-managed</artifactId></dependency>
              </dependencies></dependencyManagement>
              <dependencies>
                <!-- <dependency><artifactId>zoodip-noted</artifactId></dependency> -->
                <dependency><artifactId>zoodip-one</artifactId></dependency>
                <dependency><artifactId>zoodip-toybox</artifactId><scope>test</scope></dependency>
              </dependencies>
            </project>
            """);
    ModulePom two = ModulePom.read(pom);
    assertEquals(List.of(), Rules.differences(Set.of("one"), two.dependencies()));
    assertEquals(Set.of("one", "toybox"), two.allDependencies());
    assertEquals(
        List.of("the table alone has system-tests"),
        Rules.differences(knows.get("two"), two.dependencies()));
    assertEquals(
        List.of("the table lacks one"), Rules.differences(knows.get("one"), two.dependencies()));
  }

  @Test
  void aFolderThatTheReactorLeavesOutIsFound() throws Exception {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modules><module>services/one</module><!-- <module>services/two</module> --></modules>
        </project>
        """);
    Path one = Files.createDirectories(folder.resolve("services/one"));
    Files.createFile(one.resolve("pom.xml"));
    assertEquals(List.of(), Rules.foldersOfNoModule(folder));

    Path two = Files.createDirectories(folder.resolve("services/two"));
    Files.createFile(two.resolve("pom.xml"));
    assertEquals(List.of(two), Rules.foldersOfNoModule(folder));
  }

  private void fails(ArchRule rule) throws IOException {
    JavaClasses classes = compiled();
    assertThrows(AssertionError.class, () -> rule.check(classes));
  }

  private void plant(String packageName, String name, String member) throws IOException {
    Path source = folder.resolve(packageName.replace('.', '/')).resolve(name + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source, "package " + packageName + ";\npublic class " + name + " {\n" + member + "\n}\n");
  }

  private JavaClasses compiled() throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    Rules.sources(folder).forEach(source -> arguments.add(source.toString()));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
    JavaClasses imported = new ClassFileImporter().importPath(classes);
    assertTrue(imported.size() > 0);
    return imported;
  }
}
