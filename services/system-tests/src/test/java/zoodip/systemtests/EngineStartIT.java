package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that cannot compute end at once and say why, instead of taking work. */
@Timeout(300)
@ExtendWith(Stage.Extension.class)
class EngineStartIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trainer; PYTORCH_VERSION; 9.9.9; unset PYTORCH_VERSION",
        "inference; PYTORCH_VERSION; 9.9.9; unset PYTORCH_VERSION",
        "evaluator; PYTORCH_VERSION; 9.9.9; unset PYTORCH_VERSION",
        "trainer; trainer.device; gpu900; use ",
        "trainer; trainer.device; gpu0,gpu1; start one process for each GPU",
        "inference; inference.device; tpu; use cpu",
        "evaluator; evaluator.device; gpu900; use ",
        "trainer; trainer.compute; fp16; choose Compute.BF16 or Compute.FP32",
      })
  void aServiceThatCannotComputeSaysWhatToSet(
      String service, String setting, String value, String advice, Stage stage) throws Exception {
    try (App app = stage.service(service, Map.of(setting, value))) {
      assertEquals(1, app.exitCode());
      List<String> lines =
          Files.readAllLines(Path.of(System.getProperty("logs"), app.name() + ".log"));
      List<String> told = lines.stream().filter(line -> line.contains(" cannot start: ")).toList();
      assertEquals(1, told.size(), () -> String.join("\n", lines));
      assertTrue(told.get(0).contains(advice), told.get(0));
      assertTrue(
          lines.stream().noneMatch(line -> line.contains("stackTrace") || line.startsWith("\tat ")),
          () -> String.join("\n", lines));
    }
  }
}
