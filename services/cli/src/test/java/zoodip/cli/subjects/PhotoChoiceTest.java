package zoodip.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import zoodip.cli.UsageException;
import zoodip.client.PhotoFile;

class PhotoChoiceTest {
  @TempDir Path folder;

  @BeforeEach
  void makePhotos() throws IOException {
    Files.writeString(folder.resolve("a.jpg"), "");
    Files.writeString(folder.resolve("b.PNG"), "");
    Files.writeString(folder.resolve("notes.txt"), "");
  }

  @Test
  void aFolderIsDescribedByItsFile() throws IOException {
    Files.writeString(
        folder.resolve("subject.json"),
        "{\"class\": \"dog\", \"living\": true, \"captions\": {\"a.jpg\": \"a {} in the snow\"}}");
    PhotoChoice choice = of(List.of(folder));
    assertEquals("dog", choice.classWord());
    assertTrue(choice.living());
    assertEquals(
        List.of(
            new PhotoFile(folder.resolve("a.jpg"), "a {} in the snow"),
            new PhotoFile(folder.resolve("b.PNG"), "")),
        choice.photos());
  }

  @Test
  void optionsWinOverTheFile() throws IOException {
    Files.writeString(folder.resolve("subject.json"), "{\"class\": \"dog\", \"living\": true}");
    PhotoChoice choice =
        of(List.of(folder), "--class", "cat", "--no-living", "--caption", "a picture of a {}");
    assertEquals("cat", choice.classWord());
    assertEquals(false, choice.living());
    assertEquals("a picture of a {}", choice.photos().get(1).caption());
  }

  @Test
  void captionsComeFromJsonOrFromLines() throws IOException {
    Path lines = Files.writeString(folder.resolve("captions.tsv"), "a.jpg\ta {} at night\n");
    Path json = Files.writeString(folder.resolve("c.json"), "{\"a.jpg\": \"a {} at night\"}");
    for (Path file : List.of(lines, json)) {
      PhotoChoice choice = of(List.of(folder), "--class", "mug", "--captions", file.toString());
      assertEquals("a {} at night", choice.photos().get(0).caption());
    }
  }

  @Test
  void whatCannotBeUsedIsExplained() throws IOException {
    assertProblem("--class", List.of(folder));
    assertProblem("There is no photo", List.of(folder.resolve("c.jpg")), "--class", "mug");
    assertProblem("exactly one {}", List.of(folder), "--class", "mug", "--caption", "a mug");
    Path captions = Files.writeString(folder.resolve("c.json"), "{\"z.jpg\": \"a {}\"}");
    assertProblem(
        "no photo of that name",
        List.of(folder),
        "--class",
        "mug",
        "--captions",
        captions.toString());
    Files.writeString(folder.resolve("subject.json"), "{\"class\": ");
    assertProblem("is no JSON", List.of(folder));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertProblem("has no photo", List.of(empty), "--class", "mug");
  }

  private static void assertProblem(String problem, List<Path> paths, String... options) {
    var failure = assertThrows(UsageException.class, () -> of(paths, options));
    assertTrue(failure.getMessage().contains(problem), failure.getMessage());
  }

  private static PhotoChoice of(List<Path> paths, String... options) {
    DescriptionOptions description = new DescriptionOptions();
    new CommandLine(new Holder(description))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(Arrays.copyOf(options, options.length));
    return PhotoChoice.of(paths, description);
  }

  @CommandLine.Command
  private record Holder(@CommandLine.Mixin DescriptionOptions description) {}
}
