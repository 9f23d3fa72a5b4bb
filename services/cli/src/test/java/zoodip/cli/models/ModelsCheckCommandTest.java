package zoodip.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import zoodip.cli.Zoodip;
import zoodip.safetensors.SafetensorsWriter;

class ModelsCheckCommandTest {
  private static final Path GOLDENS = Path.of("../engine/diffusion/src/test/resources/goldens");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int zoodip(Object... arguments) {
    CommandLine command =
        Zoodip.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return command.execute(words);
  }

  private int check(Path model, Path reference) {
    return zoodip("models", "check", model, "--reference", reference);
  }

  @Test
  void printsEveryEntryOfAModelThatAgrees() {
    assertEquals(
        0, check(GOLDENS.resolve("dinov2"), GOLDENS.resolve("dinov2.safetensors")), err::toString);
    assertTrue(out.toString().contains("dino.wide.last_hidden_state"), out::toString);
    assertTrue(out.toString().contains("2, 29, 32"), out::toString);
    assertTrue(out.toString().contains("compared 10: 10 ok, 0 failed; skipped 0"), out::toString);
  }

  @Test
  void endsWithOneWhenAnEntryDisagreesAndCountsWhatItSkipped(@TempDir Path folder)
      throws IOException {
    Path reference = folder.resolve("reference.safetensors");
    new SafetensorsWriter()
        .metadata("spec", "{\"family\": \"dinov2\", \"tolerance\": {\"dino.a.cls\": 1e-5}}")
        .floats("dino.a.pixel_values", new float[3 * 28 * 28], 1, 3, 28, 28)
        .floats("dino.a.cls", new float[32], 1, 32)
        .floats("dino.a.mystery", new float[1], 1)
        .write(reference);
    assertEquals(1, check(GOLDENS.resolve("dinov2"), reference), err::toString);
    assertTrue(out.toString().contains("FAILED"), out::toString);
    assertTrue(out.toString().contains("skipped dino.a.mystery"), out::toString);
    assertTrue(out.toString().contains("compared 1: 0 ok, 1 failed; skipped 1"), out::toString);
  }

  @Test
  void endsWithTwoAndNamesTheFileWhenTheReferenceIsCutOff(@TempDir Path folder) throws IOException {
    Path cut = folder.resolve("cut.safetensors");
    byte[] whole = Files.readAllBytes(GOLDENS.resolve("dinov2.safetensors"));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertEquals(2, check(GOLDENS.resolve("dinov2"), cut));
    assertTrue(err.toString().contains("cut.safetensors"), err::toString);
    assertTrue(err.toString().contains("cut off"), err::toString);
  }

  @Test
  void endsWithTwoWhenTheModelIsNotThere(@TempDir Path folder) {
    assertEquals(2, check(folder.resolve("nothing"), GOLDENS.resolve("sd15.safetensors")));
    assertTrue(err.toString().contains("nothing: is no model folder"), err::toString);
  }

  @Test
  void endsWithTwoWhenTheModelIsOfAnotherFamilyThanTheReference() {
    assertEquals(2, check(GOLDENS.resolve("clip"), GOLDENS.resolve("sd15.safetensors")));
    assertTrue(err.toString().contains("model_index.json"), err::toString);
  }

  @Test
  void teachesItsUse() {
    assertEquals(0, zoodip("models", "check", "--help"));
    assertTrue(out.toString().contains("MODEL_DIR"), out::toString);
    assertTrue(out.toString().contains("--reference"), out::toString);
  }

  @Test
  void endsWithTwoWhenTheReferenceIsNotNamed() {
    assertEquals(2, zoodip("models", "check", GOLDENS.resolve("sd15")));
    assertTrue(err.toString().contains("--reference"), err::toString);
  }

  @Test
  void saysWhichCommandsThereAreWhenGivenNone() {
    assertEquals(2, zoodip("models"));
    assertTrue(err.toString().contains("check"), err::toString);
  }
}
