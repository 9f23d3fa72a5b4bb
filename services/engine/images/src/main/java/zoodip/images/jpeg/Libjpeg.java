package zoodip.images.jpeg;

import com.twelvemonkeys.imageio.util.IIOUtil;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import zoodip.images.RowConsumer;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;

/** The samples of a JPEG file, from the JDK's own reader, whatever else is registered. */
final class Libjpeg {
  private static final String PROVIDER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
  private static final ImageReaderSpi SPI = find();

  /** What libjpeg warns of although the image is whole. */
  private static final List<String> HARMLESS =
      List.of("extraneous bytes", "Invalid SOS parameters", "Inconsistent progression");

  private final List<ByteBuffer> file;

  /** What is done with an open reader. */
  private interface Reading {
    void read(ImageReader reader) throws IOException;
  }

  Libjpeg(List<ByteBuffer> file) {
    this.file = file;
  }

  /**
   * Reads grey or three-coloured samples; rows are overwritten by whoever takes them.
   *
   * @param pass whose rows are taken, from 1 on
   * @return the passes that there are, one for each scan of an image that comes in several
   */
  int rows(int width, int height, int bands, int pass, RowConsumer samples) {
    RowRaster destination = new RowRaster(width, height, bands, pass, samples);
    reading(
        reader -> {
          checkSize(reader, width, height);
          ImageReadParam param = reader.getDefaultReadParam();
          param.setDestination(destination.image());
          reader.read(0, param);
        });
    return destination.passes();
  }

  /** Reads samples that are no colours of a screen, so many rows at a time. */
  void strips(int width, int height, int stripRows, RowConsumer samples) {
    for (int y = 0; y < height; y += stripRows) {
      Rectangle strip = new Rectangle(0, y, width, Math.min(stripRows, height - y));
      reading(
          reader -> {
            checkSize(reader, width, height);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(strip);
            pass(reader.readRaster(0, param), samples);
          });
    }
  }

  private static void pass(Raster strip, RowConsumer samples) {
    byte[] all = ((DataBufferByte) strip.getDataBuffer()).getData();
    int stride = all.length / strip.getHeight();
    for (int from = 0; from < all.length; from += stride) {
      samples.accept(Arrays.copyOfRange(all, from, from + stride), 0);
    }
  }

  private void reading(Reading reading) {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = reader();
    try (var input = new SequenceImageInputStream(file)) {
      reader.setInput(input, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reading.read(reader);
      refuseDamage(warnings);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw BadPhotoException.corrupt(Format.JPEG, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(ImageReader reader, int width, int height) throws IOException {
    if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
      throw BadPhotoException.corrupt(Format.JPEG, "its header contradicts its picture");
    }
  }

  private static void refuseDamage(List<String> warnings) {
    warnings.stream()
        .filter(warning -> HARMLESS.stream().noneMatch(warning::contains))
        .findFirst()
        .ifPresent(
            warning -> {
              throw BadPhotoException.corrupt(Format.JPEG, warning);
            });
  }

  private static ImageReader reader() {
    try {
      return SPI.createReaderInstance();
    } catch (IOException e) {
      throw new IllegalStateException("The JDK's JPEG reader does not start", e);
    }
  }

  private static ImageReaderSpi find() {
    ImageReaderSpi provider =
        IIOUtil.lookupProviderByName(
            IIORegistry.getDefaultInstance(), PROVIDER, ImageReaderSpi.class);
    if (provider == null) {
      throw new IllegalStateException(
          "This Java runtime has no JPEG reader: it needs the module java.desktop");
    }
    return provider;
  }
}
