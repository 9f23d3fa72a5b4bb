package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagedGatewayIT {
  @Test
  void noJarOfTheGatewayBringsLibtorch() throws Exception {
    Path application = Path.of(System.getProperty("app.gateway")).getParent();
    List<String> jars;
    try (Stream<Path> files = Files.walk(application)) {
      jars =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .toList();
    }
    assertTrue(jars.stream().anyMatch(jar -> jar.contains("zoodip-platform")), jars::toString);
    assertEquals(
        List.of(),
        jars.stream()
            .filter(jar -> jar.matches(".*(ai\\.djl|pytorch|torch|zoodip-diffusion).*"))
            .toList());
  }
}
