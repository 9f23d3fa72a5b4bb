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
  void aToolThatAServiceCarriesIsFound() throws Exception {
    Path libraries = Files.createDirectories(folder.resolve("lib/main"));
    Files.createFile(libraries.resolve("zoodip.zoodip-platform-1.jar"));
    assertEquals(List.of(), Rules.carried(folder, List.of("singlefile", "reference")));

    Files.createFile(libraries.resolve("zoodip.zoodip-singlefile-1.jar"));
    assertEquals(
        List.of("zoodip.zoodip-singlefile-1.jar"),
        Rules.carried(folder, List.of("singlefile", "reference")));
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
