package zoodip.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.safetensors.SafetensorsWriter;

/** The odd ones are random models with fields that are rarely set; docs/reference makes them. */
class ReferenceCheckTest {
  private static final Path GOLDENS = Path.of("../../engine/diffusion/src/test/resources/goldens");

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dino.a.pixel_values | 1, 4, 14, 14 | [any, 3, any, any]",
        "dino.a.pixel_values | 3, 3 | [any, 3, any, any]",
        "dino.image_u8 | 7 | [any, any, 3]",
        "resize.image_u8 | 2, 2, 3 | does not hold bytes"
      })
  void namesTheGivenEntryThatTheModelCannotTake(
      String name, String dimensions, String problem, @TempDir Path folder) throws IOException {
    long[] shape = Stream.of(dimensions.split(", ")).mapToLong(Long::parseLong).toArray();
    int size = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
    Path file = folder.resolve("reference.safetensors");
    new SafetensorsWriter()
        .metadata("spec", "{\"family\": \"dinov2\", \"tolerance\": {}}")
        .floats(name, new float[size], shape)
        .write(file);
    Path model = GOLDENS.resolve("dinov2");
    String message =
        assertThrows(ReferenceException.class, () -> ReferenceCheck.run(model, file)).getMessage();
    assertTrue(message.contains("entry " + name) && message.contains(problem), message);
  }
}
