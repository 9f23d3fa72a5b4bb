package zoodip.images.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.color.YCbCrConverter;

/** From the samples that libjpeg gives to RGB; CMYK becomes RGB with Pillow's arithmetic. */
final class JpegColorConversion {
  /** What the samples of a pixel are. */
  enum Kind {
    GREY,
    YCC,
    RGB,
    CMYK,
    YCCK;

    /** Whether four inks a pixel are stored, converted or not. */
    boolean isCmyk() {
      return this == CMYK || this == YCCK;
    }

    /**
     * As libjpeg decides it: a JFIF marker, then Adobe's marker, then the names of the components.
     *
     * @param adobeTransform what Adobe's marker says; negative if there is none
     */
    static Kind of(byte[] componentIds, boolean jfif, int adobeTransform) {
      return switch (componentIds.length) {
        case 1 -> GREY;
        case 4 -> adobeTransform > 0 ? YCCK : CMYK;
        default -> {
          boolean named = new String(componentIds, ISO_8859_1).equals("RGB");
          boolean plain = adobeTransform >= 0 ? adobeTransform == 0 : named;
          yield plain && !jfif ? RGB : YCC;
        }
      };
    }
  }

  private JpegColorConversion() {}

  /**
   * Converts samples.
   *
   * @param samples [pixels, components], overwritten
   * @return [pixels, 3]
   */
  static byte[] rgb(Kind kind, byte[] samples) {
    return switch (kind) {
      case RGB, YCC -> samples;
      case GREY -> greyToRgb(samples);
      case CMYK -> cmykToRgb(samples, true);
      case YCCK -> ycckToRgb(samples);
    };
  }

  private static byte[] greyToRgb(byte[] grey) {
    byte[] rgb = new byte[Math.multiplyExact(3, grey.length)];
    for (int i = 0; i < grey.length; i++) {
      rgb[3 * i] = grey[i];
      rgb[3 * i + 1] = grey[i];
      rgb[3 * i + 2] = grey[i];
    }
    return rgb;
  }

  private static byte[] ycckToRgb(byte[] samples) {
    for (int i = 0; i < samples.length; i += 4) {
      YCbCrConverter.convertJPEGYCbCr2RGB(samples, samples, i);
    }
    return cmykToRgb(samples, false);
  }

  /**
   * Adobe's convention, which everybody follows: all four inks are stored inverted, so black is
   * stored as light.
   */
  private static byte[] cmykToRgb(byte[] samples, boolean inverted) {
    byte[] rgb = new byte[samples.length / 4 * 3];
    for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
      int light = samples[from + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        int stored = samples[from + c] & 0xff;
        int ink = inverted ? 255 - stored : stored;
        int product = ink * light + 128;
        rgb[to + c] = clipped(light - (((product >> 8) + product) >> 8));
      }
    }
    return rgb;
  }

  private static byte clipped(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
