package zoodip.provenance.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.provenance.fixtures.Attack;
import zoodip.provenance.fixtures.Pictures;

/**
 * Measures the watermark; docs/PROVENANCE.md says how it is run. System properties:
 * watermark.photos, folders with photos beside the drawn images, separated by commas;
 * watermark.side, pixels of the marked images; watermark.tile, pixels of a tile; watermark.every,
 * take one image of so many; watermark.crops, parts of unmarked images to look at.
 */
class WatermarkBenchmark {
  private static final int DRAWN = 12;
  private static final int DRAWN_SIDE = 1024;

  private final int side = Integer.getInteger("watermark.side", 512);
  private final int tile = Integer.getInteger("watermark.tile", Carriers.SIDE);

  /** A tally of one attack. */
  private static final class Tally {
    private int images;
    private int found;
    private int payloads;
    private int wrongBits;
    private int mostWrongBits;
    private double leastStrength = Double.MAX_VALUE;

    void add(WatermarkFinding finding, long payload) {
      int wrong = finding.wrongBits(payload);
      images++;
      found += finding.isPresent() ? 1 : 0;
      payloads += finding.payload().orElse(-1) == payload ? 1 : 0;
      wrongBits += wrong;
      mostWrongBits = Math.max(mostWrongBits, wrong);
      leastStrength = Math.min(leastStrength, finding.strength());
    }

    String line(Attack attack) {
      double bits = WatermarkMessage.CODE_BITS;
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %.2f%% | %.1f%% | %.1f |",
          attack,
          images,
          found,
          payloads,
          100 * wrongBits / (bits * images),
          100 * mostWrongBits / bits,
          leastStrength);
    }
  }

  @Test
  void whatItSurvives() throws IOException {
    Random random = new Random(5);
    WatermarkDetector detector = new WatermarkDetector(tile);
    Tally[] tallies = Stream.of(Attack.values()).map(attack -> new Tally()).toArray(Tally[]::new);
    double psnr = 0;
    double least = Double.MAX_VALUE;
    List<RgbImage> images = images();
    for (RgbImage source : images) {
      RgbImage image = Attack.resized(source, side, side);
      long payload = random.nextInt() & WatermarkEncoder.MAX_PAYLOAD;
      RgbImage marked = new WatermarkEncoder(payload, tile).encodeAnySize(image);
      double noise = psnr(image, marked);
      psnr += noise;
      least = Math.min(least, noise);
      for (Attack attack : Attack.values()) {
        tallies[attack.ordinal()].add(detector.find(attack.apply(marked)), payload);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d images of %d px, tiles of %d, PSNR %.1f dB, at least %.1f%n"
            + "| after | images | found | payload read | wrong bits | worst | least strength |%n",
        images.size(),
        side,
        tile,
        psnr / images.size(),
        least);
    for (Attack attack : Attack.values()) {
      System.out.println(tallies[attack.ordinal()].line(attack));
    }
  }

  /** Parts of images that nobody marked, in other sizes, half of them compressed. */
  @Test
  void howOftenItIsFoundWhereThereIsNone() throws IOException {
    int crops = Integer.getInteger("watermark.crops", 500);
    List<RgbImage> images = images();
    Random random = new Random(9);
    WatermarkDetector detector = new WatermarkDetector(tile);
    double[] strengths = new double[crops];
    double[] falseAlarms = new double[crops];
    for (int i = 0; i < crops; i++) {
      RgbImage part = part(images.get(i % images.size()), random);
      WatermarkFinding finding =
          detector.find(random.nextBoolean() ? Attack.JPEG_75.apply(part) : part);
      strengths[i] = finding.strength();
      falseAlarms[i] = finding.falseAlarm();
    }
    Arrays.sort(strengths);
    System.out.printf(
        Locale.ROOT,
        "%d parts of unmarked images: found in %d; strength %.2f (median), %.2f (largest); least bound of a false alarm %.1e%n",
        crops,
        Arrays.stream(falseAlarms).filter(bound -> bound <= WatermarkFinding.SURE).count(),
        strengths[crops / 2],
        strengths[crops - 1],
        Arrays.stream(falseAlarms).min().orElseThrow());
  }

  private static List<RgbImage> images() throws IOException {
    List<RgbImage> images = new ArrayList<>();
    for (String folder : System.getProperty("watermark.photos", "").split(",")) {
      if (!folder.isEmpty()) {
        images.addAll(photos(Path.of(folder)));
      }
    }
    for (int i = 0; i < DRAWN; i++) {
      images.add(Pictures.of(i, DRAWN_SIDE, DRAWN_SIDE));
    }
    int every = Integer.getInteger("watermark.every", 1);
    List<RgbImage> taken = new ArrayList<>();
    for (int i = 0; i < images.size(); i += every) {
      taken.add(images.get(i));
    }
    return taken;
  }

  private static List<RgbImage> photos(Path folder) throws IOException {
    List<RgbImage> photos = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).sorted().toList()) {
        photos.add(Photos.decode(Files.readAllBytes(file), PhotoLimits.DEFAULT).image());
      }
    }
    return photos;
  }

  private RgbImage part(RgbImage image, Random random) {
    double share = 0.3 + 0.7 * random.nextDouble();
    int width = (int) (share * image.width());
    int height = (int) (share * image.height());
    int left = random.nextInt(image.width() - width + 1);
    int top = random.nextInt(image.height() - height + 1);
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * image.width() + left);
      System.arraycopy(image.rgb(), from, rgb, 3 * y * width, 3 * width);
    }
    return Attack.resized(new RgbImage(width, height, rgb), side, side);
  }

  private static double psnr(RgbImage one, RgbImage other) {
    double squares = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      int difference = (one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff);
      squares += difference * difference;
    }
    return 10 * Math.log10(255 * 255 / (squares / one.rgb().length));
  }
}
