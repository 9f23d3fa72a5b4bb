package zoodip.images.photos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.LargePhotos;
import zoodip.images.resampling.ResizeCrop;

/** Photos of the largest sizes, in processes whose heap could never hold them. */
class MaximalPhotosTest {
  @ParameterizedTest
  @CsvSource({
    "jpeg, 8160, 6144",
    "jpeg, 16320, 12240",
    "progressive, 8160, 6144",
    "png, 8160, 6144",
    "png, 65535, 3000"
  })
  void areFramedInASmallHeap(String kind, int width, int height, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve(kind);
    if (kind.equals("png")) {
      LargePhotos.png(file, width, height);
    } else {
      LargePhotos.jpeg(file, width, height, kind.equals("progressive"));
    }
    assertEquals("framed 512 x 512, 224 x 224", inSmallHeap(file.toString()));
  }

  private static String inSmallHeap(String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder process = new ProcessBuilder(java, "-Xmx64m", "-XX:+UseSerialGC", "-cp");
    process
        .command()
        .addAll(List.of(System.getProperty("java.class.path"), Framed.class.getName()));
    process.command().addAll(List.of(arguments));
    Process child = process.redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, child.waitFor(), output);
    return output;
  }

  /** What the process with the small heap does. */
  static final class Framed {
    private Framed() {}

    public static void main(String[] arguments) throws IOException {
      byte[] file = Files.readAllBytes(Path.of(arguments[0]));
      List<RgbImage> framed =
          Photos.decode(
              file,
              PhotoLimits.DEFAULT,
              List.of(ResizeCrop.square(512), ResizeCrop.shorterSide(224).cropped(224, 224)));
      assertTrue(framed.stream().allMatch(image -> (image.rgb(0, 0) >> 16 & 0xff) >= 128));
      System.out.printf(
          "framed %d x %d, %d x %d",
          framed.get(0).width(),
          framed.get(0).height(),
          framed.get(1).width(),
          framed.get(1).height());
    }
  }
}
