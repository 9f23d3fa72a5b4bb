package zoodip.diffusion.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsWriter;

class CheckpointTest {
  @TempDir private Path folder;

  private void write(String file, String tensor, float value) throws IOException {
    new SafetensorsWriter().floats(tensor, new float[] {value}, 1).write(folder.resolve(file));
  }

  private void index(String file, String map) throws IOException {
    Files.writeString(folder.resolve(file), "{\"weight_map\": {" + map + "}}");
  }

  private String problem() {
    return assertThrows(SafetensorsException.class, () -> Checkpoint.open(folder, "model"))
        .getMessage();
  }

  @Test
  void prefersTheFullFileToTheVariant() throws IOException {
    write("model.safetensors", "a", 1);
    write("model.fp16.safetensors", "a", 2);
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertArrayEquals(new float[] {1}, checkpoint.home("a").floats("a"));
    }
  }

  @Test
  void takesTheVariantWhereThereIsNothingElse() throws IOException {
    write("model.fp16.safetensors", "a", 2);
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertArrayEquals(new float[] {2}, checkpoint.home("a").floats("a"));
    }
  }

  @Test
  void anIndexOfNoShardsIsRefused() throws IOException {
    index("model.safetensors.index.json", "");
    assertTrue(problem().endsWith("weight_map names no .safetensors file"), problem());
  }

  @Test
  void knowsTheShortEnding() throws IOException {
    write("model.sft", "a", 1);
    write("model.fp16.safetensors", "a", 2);
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertArrayEquals(new float[] {1}, checkpoint.home("a").floats("a"));
    }
    write("model.safetensors", "a", 3);
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertArrayEquals(new float[] {3}, checkpoint.home("a").floats("a"));
    }
  }

  @Test
  void joinsShardsWithTheShortEnding() throws IOException {
    write("model-00001-of-00001.sft", "a", 1);
    index("model.safetensors.index.json", "\"a\": \"model-00001-of-00001.sft\"");
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertEquals(Set.of("a"), checkpoint.names());
    }
  }

  @Test
  void joinsShards() throws IOException {
    write("model-00001-of-00002.safetensors", "a", 1);
    write("model-00002-of-00002.safetensors", "b", 2);
    index(
        "model.safetensors.index.json",
        "\"a\": \"model-00001-of-00002.safetensors\", \"b\": \"model-00002-of-00002.safetensors\"");
    try (Checkpoint checkpoint = Checkpoint.open(folder, "model")) {
      assertEquals(Set.of("a", "b"), checkpoint.names());
      assertArrayEquals(new float[] {2}, checkpoint.home("b").floats("b"));
    }
  }

  @Test
  void refusesAnIndexThatNamesTheWrongShard() throws IOException {
    write("one.safetensors", "a", 1);
    write("two.safetensors", "b", 1);
    index("model.safetensors.index.json", "\"a\": \"two.safetensors\", \"b\": \"one.safetensors\"");
    assertTrue(problem().contains("holds a; it does not"), this::problem);
  }

  @Test
  void refusesAnIndexThatLeavesTheFolder() throws IOException {
    index("model.safetensors.index.json", "\"a\": \"../one.safetensors\"");
    assertTrue(problem().contains("weight_map.a"), this::problem);
  }

  @Test
  void refusesATensorInTwoShards() throws IOException {
    write("one.safetensors", "a", 1);
    new SafetensorsWriter()
        .floats("a", new float[1], 1)
        .floats("b", new float[1], 1)
        .write(folder.resolve("two.safetensors"));
    index("model.safetensors.index.json", "\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"");
    assertTrue(problem().contains("two shards hold the tensor a"), this::problem);
  }

  @Test
  void saysWhatItLookedFor() {
    assertTrue(problem().contains("has no model.safetensors"), this::problem);
  }
}
