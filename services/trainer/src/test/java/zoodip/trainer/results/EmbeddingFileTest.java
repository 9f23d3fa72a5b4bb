package zoodip.trainer.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.diffusion.weights.SafetensorsFile;

class EmbeddingFileTest {
  private static final float[][] TWO_ROWS = {{1, 2, 3}, {4, 5, 6}};

  @TempDir Path folder;

  @Test
  void oneEncodersVectorsStandUnderThePlaceholder() throws IOException {
    try (SafetensorsFile file = written(List.<float[][]>of(TWO_ROWS))) {
      assertEquals(Set.of("<my-mug>"), file.names());
      assertEquals(List.of(2L, 3L), shape(file, "<my-mug>"));
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, file.floats("<my-mug>"));
    }
  }

  @Test
  void twoEncodersVectorsStandUnderTheNamesThatDiffusersReads() throws IOException {
    float[][] wider = {{7, 8, 9, 10}, {11, 12, 13, 14}};
    try (SafetensorsFile file = written(List.of(TWO_ROWS, wider))) {
      assertEquals(Set.of("clip_l", "clip_g"), file.names());
      assertEquals(List.of(2L, 3L), shape(file, "clip_l"));
      assertEquals(List.of(2L, 4L), shape(file, "clip_g"));
      assertArrayEquals(new float[] {7, 8, 9, 10, 11, 12, 13, 14}, file.floats("clip_g"));
    }
  }

  private SafetensorsFile written(List<float[][]> vectors) throws IOException {
    Path file = folder.resolve("embedding.safetensors");
    Files.write(file, EmbeddingFile.of("<my-mug>", vectors));
    return SafetensorsFile.open(file);
  }

  private static List<Long> shape(SafetensorsFile file, String name) {
    return file.entry(name).shape();
  }
}
