package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each install renders, so that a change of the chart is seen whole in its review. */
class GoldenTemplatesTest {
  static List<String> installs() {
    return Chart.INSTALLS;
  }

  @ParameterizedTest
  @MethodSource("installs")
  void anInstallRendersWhatIsRecorded(String install) throws Exception {
    Path golden =
        Repository.ROOT.resolve(
            "services/deployment-tests/src/test/resources/rendered/%s.yaml".formatted(install));
    String rendered = Chart.text(install, Map.of());

    if (Boolean.getBoolean("chart.record")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, rendered);
    }
    assertEquals(
        Files.readString(golden),
        rendered,
        "If that is wanted, record it: mvn -B test -pl services/deployment-tests -am"
            + " -Dtest=GoldenTemplatesTest -Dchart.record=true -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void lintFindsNothing() {
    var result = Chart.lint();
    assertEquals(
        List.of("[INFO] Chart.yaml: icon is recommended"),
        result.getMessages(),
        "What helm lint says");
  }
}
