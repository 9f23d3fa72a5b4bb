package zoodip.diffusion.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The odd ones are random models with fields that are rarely set; docs/reference makes them. */
class ReferenceCheckTest {
  private static final Path GOLDENS = Path.of("src/test/resources/goldens");

  @ParameterizedTest
  @CsvSource({
    "sd15, 85",
    "sd21, 85",
    "sdxl, 88",
    "clip, 10",
    "dinov2, 10",
    "odd, 101",
    "odd_xl, 106",
    "odd_dinov2, 10"
  })
  void agreesWithTheReferenceInEveryEntry(String family, int fewest) {
    ReferenceReport report =
        ReferenceCheck.run(GOLDENS.resolve(family), GOLDENS.resolve(family + ".safetensors"));
    assertEquals(List.of(), report.rows().stream().filter(row -> !row.ok()).toList());
    assertEquals(List.of(), report.skipped());
    assertTrue(report.rows().size() >= fewest, report.rows().size() + " entries");
  }
}
