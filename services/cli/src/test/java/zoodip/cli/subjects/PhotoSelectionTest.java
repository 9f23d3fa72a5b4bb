package zoodip.cli.subjects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import zoodip.cli.errors.UsageException;
import zoodip.client.PhotoFile;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;

class PhotoSelectionTest {
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
    PhotoSelection choice = of(List.of(folder));
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
    PhotoSelection choice =
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
      PhotoSelection choice = of(List.of(folder), "--class", "mug", "--captions", file.toString());
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

  @Test
  void companionsArePassedOverAndOtherImagesNamed() throws IOException {
    byte[] heic = "\0\0\0\30ftypheic\0\0\0\0mif1heic".getBytes(ISO_8859_1);
    for (String companion : List.of("._a.jpg", ".DS_Store", "Thumbs.db", "desktop.ini")) {
      Files.write(folder.resolve(companion), new byte[] {0, 5, 0x16, 7});
    }
    Files.createDirectory(folder.resolve("__MACOSX"));
    Files.write(folder.resolve("01.HEIC"), heic);
    Files.write(folder.resolve("02.jpg"), heic);
    Files.writeString(folder.resolve("03.gif"), "GIF89a");
    Files.write(folder.resolve("a.jpg_original"), new byte[] {(byte) 0xff, (byte) 0xd8, 1});
    for (String jpeg : List.of("d.JFIF", "e.jpe", "f.JPEG")) {
      Files.write(
          folder.resolve(jpeg), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) jpeg.charAt(0)});
    }
    PhotoSelection choice = of(List.of(folder), "--class", "mug");
    assertEquals(
        List.of("a.jpg", "b.PNG", "d.JFIF", "e.jpe", "f.JPEG"),
        choice.photos().stream().map(PhotoFile::name).toList());
    assertEquals(
        List.of(
            "skipped 01.HEIC, a HEIC file: export it as JPEG, or set the camera to its most"
                + " compatible format",
            "skipped 02.jpg, a HEIC file: export it as JPEG, or set the camera to its most"
                + " compatible format",
            "skipped 03.gif, a GIF file: convert it first",
            "skipped a.jpg_original, a JPEG file by another name: rename it to use it",
            "b.PNG is the same photo as a.jpg: it counts once"),
        choice.warnings());
    assertProblem("02.jpg is a HEIC file", List.of(folder.resolve("02.jpg")), "--class", "mug");
  }

  @Test
  void captionsLieBesidePhotosAndSubjectJsonWins() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "\ufeffa {} of kohya\n");
    Files.writeString(folder.resolve("b.caption"), "another {}");
    PhotoSelection choice = of(List.of(folder), "--class", "mug", "--caption", "any {}");
    assertEquals("a {} of kohya", choice.photos().get(0).caption());
    assertEquals("another {}", choice.photos().get(1).caption());

    Files.writeString(
        folder.resolve("subject.json"),
        "\ufeff{\"class\": \"mug\", \"captions\": {\"a.jpg\": \"a {} of the file\"}}");
    assertEquals("a {} of the file", of(List.of(folder)).photos().get(0).caption());
    assertEquals("another {}", of(List.of(folder)).photos().get(1).caption());
  }

  @Test
  void textInOtherEncodingsIsRefusedByName() throws IOException {
    Files.write(folder.resolve("a.txt"), "\ufeffa {}".getBytes(UTF_16LE));
    assertProblem("a.txt is in UTF-16", List.of(folder), "--class", "mug");
    Files.write(folder.resolve("a.txt"), "caf\u00e9 {}".getBytes(ISO_8859_1));
    assertProblem("a.txt is no text in UTF-8", List.of(folder), "--class", "mug");
    Files.writeString(folder.resolve("a.txt"), "a {}\nb {}");
    assertProblem("a.txt has 2 lines", List.of(folder), "--class", "mug");
  }

  @Test
  void namesMatchWhoeverComposedThem() throws IOException {
    Files.write(folder.resolve("cafe\u0301.jpg"), new byte[] {1});
    Files.writeString(folder.resolve("c.json"), "{\"caf\u00e9.jpg\": \"a {} there\"}");
    PhotoSelection choice =
        of(List.of(folder), "--class", "mug", "--captions", folder.resolve("c.json").toString());
    assertEquals("caf\u00e9.jpg", choice.photos().get(2).name());
    assertEquals("a {} there", choice.photos().get(2).caption());
  }

  @Test
  void captionsLieBesidePhotosHoweverTheirNamesAreSpelt() throws IOException {
    Files.writeString(folder.resolve("a.TXT"), "a {} in capitals");
    Files.writeString(folder.resolve("b.txt"), "\ufeff\r\n");
    Files.write(folder.resolve("cafe\u0301.jpg"), new byte[] {1});
    Files.writeString(folder.resolve("caf\u00e9.txt"), "a {} there");
    PhotoSelection choice = of(List.of(folder), "--class", "mug", "--caption", "any {}");
    assertEquals(
        List.of("a {} in capitals", "any {}", "a {} there"),
        choice.photos().stream().map(PhotoFile::caption).toList());
    PhotoSelection one = of(List.of(folder.resolve("cafe\u0301.jpg")), "--class", "mug");
    assertEquals("a {} there", one.photos().get(0).caption());
  }

  @Test
  void brokenLinksAndImagesThatAreNoneAreNamed() throws IOException {
    Files.createSymbolicLink(folder.resolve("c.jpg"), folder.resolve("gone.jpg"));
    Files.createSymbolicLink(folder.resolve("d.jpg"), folder.resolve("d.jpg"));
    Files.createSymbolicLink(folder.resolve("notes"), folder.resolve("gone"));
    Files.writeString(folder.resolve("e.HEIC"), "");
    assertEquals(
        List.of(
            "skipped c.jpg, a symbolic link to a file that is not there",
            "skipped d.jpg, a symbolic link to a file that is not there",
            "skipped e.HEIC, no picture by its content: look whether it is whole"),
        warnings().subList(0, 3));
  }

  @Test
  void photosInInnerFoldersAreToldOf() throws IOException {
    Path outer = Files.createDirectory(folder.resolve("img"));
    Files.createDirectory(outer.resolve("10_sks dog"));
    assertProblem(
        "photos in its folders are not taken: 10_sks dog", List.of(outer), "--class", "dog");
  }

  @Test
  void transparencyIsSaid() throws IOException {
    RgbImage image = RgbImage.filled(20, 20, 0xff0000);
    byte[] png = Png.encode(image, Map.of());
    Files.write(folder.resolve("c.png"), png);
    assertEquals(List.of("b.PNG is the same photo as a.jpg: it counts once"), warnings());
    png[25] = 6; // colour type: with alpha
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    Files.write(folder.resolve("c.png"), png);
    assertEquals("c.png can be transparent: where it is, it becomes white", warnings().get(1));
  }

  @Test
  void whatLiesThereAsIfMeantAndIsNotUsedIsSaid() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("10_mug"));
    for (String photo : List.of("x.jpg", "y.png", ".z.jpg")) {
      Files.writeString(inner.resolve(photo), "");
    }
    Files.createDirectory(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("dir.jpg"));
    Files.createDirectory(folder.resolve("a.txt"));
    for (int i = 1; i <= 7; i++) {
      Files.writeString(folder.resolve("0" + i + ".txt"), "a {} there");
    }
    Files.writeString(folder.resolve("c.heic"), "");
    Files.writeString(folder.resolve("c.txt"), "a {} that is skipped with its picture");
    Files.writeString(folder.resolve("b.PNG.txt"), "a {} by the photo's whole name");
    Path listed = Files.writeString(folder.resolve("all.txt"), "a.jpg\ta {} here");
    PhotoSelection choice = of(List.of(folder), "--class", "mug", "--captions", listed.toString());
    assertEquals(
        List.of(
            "skipped 2 photos in inner folders, only those in "
                + folder
                + " itself are taken: 10_mug",
            "skipped what is named as a photo or a caption and is a folder: a.txt, dir.jpg",
            "skipped captions without a photo of that name: 01.txt, 02.txt, 03.txt, 04.txt, 05.txt"
                + " and 2 more"),
        choice.warnings().subList(2, choice.warnings().size()));
    assertEquals("a {} by the photo's whole name", choice.photos().get(1).caption());
  }

  @Test
  void theCaptionThatWinsOverAnotherIsSaid() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a {} of one");
    Files.writeString(folder.resolve("a.caption"), "a {} of another");
    Files.writeString(folder.resolve("b.txt"), "the same {}");
    Files.writeString(folder.resolve("b.caption"), "the same {}\n");
    assertEquals(
        "captions beside the same photo differ, taken is a.txt, not a.caption", warnings().get(1));
    Files.writeString(folder.resolve("subject.json"), "{\"captions\": {\"a.jpg\": \"its {}\"}}");
    assertEquals(1, warnings().size(), warnings()::toString);
  }

  @Test
  void photosThatRepeatOthersAreNotSent() throws IOException {
    for (int i = 0; i < 150; i++) {
      Files.writeString(folder.resolve("c%03d.jpg".formatted(i)), "");
    }
    PhotoSelection choice = of(List.of(folder), "--class", "mug");
    assertEquals(List.of("a.jpg"), choice.distinct().stream().map(PhotoFile::name).toList());
    assertEquals("146 more repeat others: they count once", choice.warnings().get(5));
    assertEquals(6, choice.warnings().size());
  }

  @Test
  void aCaptionThatTheServerWouldRefuseIsToldOfByItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "a {} " + "😀".repeat(508));
    assertProblem(
        "The caption of a.jpg in " + file + " has 513 characters, but at most 512",
        List.of(folder),
        "--class",
        "mug");
    Files.writeString(file, "a {} " + "😀".repeat(507));
    assertEquals(2, of(List.of(folder), "--class", "mug").photos().size());
    Files.writeString(file, "a {} <lora:x:1>");
    assertProblem(
        "in " + file + " cannot be used: <lora:x:1> loads", List.of(folder), "--class", "mug");
    Files.write(file, "a {} there".getBytes(UTF_16LE));
    assertProblem("a.txt is in UTF-16", List.of(folder), "--class", "mug");
    Files.delete(file);
    Files.writeString(folder.resolve("subject.json"), "{\"captions\": {\"b.PNG\": \"no slot\"}}");
    assertProblem(
        "The caption of b.PNG in " + folder.resolve("subject.json") + " needs exactly one {}",
        List.of(folder),
        "--class",
        "mug");
  }

  @Test
  void pointersAndPagesInPlaceOfPhotosAreNamed() throws IOException {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
    Files.writeString(folder.resolve("0.jpg"), pointer);
    Files.writeString(folder.resolve("1.heic"), pointer);
    Files.writeString(folder.resolve("2.jpg"), "\ufeff\n<!doctype html>\n<title>Sign in</title>");
    Files.writeString(folder.resolve("page.html"), "<!doctype html>");
    Files.writeString(folder.resolve("model.safetensors"), pointer);
    assertEquals(
        List.of(
            "skipped 0.jpg, a Git LFS pointer: fetch the photo itself with 'git lfs pull'",
            "skipped 1.heic, a Git LFS pointer: fetch the photo itself with 'git lfs pull'",
            "skipped 2.jpg, an HTML page: download the photo itself, a web site sent this page in"
                + " its place",
            "b.PNG is the same photo as a.jpg: it counts once"),
        warnings());
  }

  private List<String> warnings() {
    return of(List.of(folder), "--class", "mug").warnings();
  }

  private static void assertProblem(String problem, List<Path> paths, String... options) {
    var failure = assertThrows(UsageException.class, () -> of(paths, options));
    assertTrue(failure.getMessage().contains(problem), failure.getMessage());
  }

  private static PhotoSelection of(List<Path> paths, String... options) {
    DescriptionOptions description = new DescriptionOptions();
    new CommandLine(new Holder(description))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(Arrays.copyOf(options, options.length));
    return PhotoSelection.of(paths, description);
  }

  @CommandLine.Command
  private record Holder(@CommandLine.Mixin DescriptionOptions description) {}
}
