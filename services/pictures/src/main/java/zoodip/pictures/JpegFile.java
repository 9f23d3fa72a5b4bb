package zoodip.pictures;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG files. The samples come from the JDK's libjpeg, which is shown the bare picture
 * without metadata and asked for no conversion; colours are converted here as Pillow does.
 */
final class JpegFile {
  private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  /** An Adobe segment with transform 0: the samples are what they are. */
  private static final byte[] NO_CONVERSION = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** What libjpeg warns of although the picture is whole. */
  private static final List<String> HARMLESS =
      List.of("extraneous bytes", "Invalid SOS parameters", "Inconsistent progression");

  private JpegFile() {}

  static Picture decode(byte[] bytes, PhotoLimits limits) {
    JpegHeader header = JpegHeader.read(bytes, limits);
    byte[] samples = samples(bare(header), header);
    return header.orientation().upright(JpegColors.picture(header, samples));
  }

  private static byte[] bare(JpegHeader header) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(START);
    if (header.colors() != JpegColors.Kind.GREY) {
      file.writeBytes(NO_CONVERSION);
    }
    file.writeBytes(header.pictureSegments());
    file.writeBytes(END);
    return file.toByteArray();
  }

  private static byte[] samples(byte[] file, JpegHeader header) {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = Libjpeg.reader();
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(input, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      Raster raster = reader.readRaster(0, null);
      refuseDamage(warnings);
      if (raster.getWidth() != header.width() || raster.getHeight() != header.height()) {
        throw BadPhotoException.corrupt(Format.JPEG, "its header contradicts its picture");
      }
      return ((DataBufferByte) raster.getDataBuffer()).getData();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw BadPhotoException.corrupt(Format.JPEG, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
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

  /** The JDK's own JPEG reader, whatever else is registered. */
  private static final class Libjpeg {
    private static final String PROVIDER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
    private static final ImageReaderSpi SPI = find();

    static ImageReader reader() {
      try {
        return SPI.createReaderInstance();
      } catch (IOException e) {
        throw new IllegalStateException("The JDK's JPEG reader does not start", e);
      }
    }

    private static ImageReaderSpi find() {
      Iterator<ImageReaderSpi> providers =
          IIORegistry.getDefaultInstance()
              .getServiceProviders(
                  ImageReaderSpi.class, spi -> spi.getClass().getName().equals(PROVIDER), false);
      if (!providers.hasNext()) {
        throw new IllegalStateException(
            "This Java runtime has no JPEG reader: it needs the module java.desktop");
      }
      return providers.next();
    }
  }
}
