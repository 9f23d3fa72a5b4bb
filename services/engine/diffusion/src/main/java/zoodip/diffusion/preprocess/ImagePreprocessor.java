package zoodip.diffusion.preprocess;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import zoodip.diffusion.config.ConfigFile;
import zoodip.images.RgbImage;
import zoodip.images.resampling.ResizeCrop;

/**
 * What a {@code preprocessor_config.json} says is done to an image: resize, crop, rescale and
 * normalise, in this order and with the arithmetic of the CLIPImageProcessor and BitImageProcessor
 * of transformers. Immutable; may be used from any thread.
 */
public final class ImagePreprocessor {
  /** Pillow's number for bicubic. */
  private static final int BICUBIC = 3;

  /** Of what an encoder sees, in pixels; the largest here sees 518. */
  private static final int LARGEST_SIDE = 4_096;

  private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] CLIP_STD = {0.26862954f, 0.26130258f, 0.27577711f};

  private final ResizeCrop resizeCrop;
  private final double factor;
  private final float[] mean;
  private final float[] std;

  private ImagePreprocessor(ResizeCrop resizeCrop, double factor, float[] mean, float[] std) {
    this.resizeCrop = resizeCrop;
    this.factor = factor;
    this.mean = mean;
    this.std = std;
  }

  /**
   * Reads the {@code preprocessor_config.json} of a model folder.
   *
   * @throws zoodip.diffusion.config.ConfigException if it is missing, malformed or asks for
   *     something that is not supported
   */
  public static ImagePreprocessor read(Path modelFolder) {
    ConfigFile config = ConfigFile.read(modelFolder.resolve("preprocessor_config.json"));
    config.require("resample", BICUBIC);
    requireKnownProcessor(config);
    boolean normalise = config.flag("do_normalize", true);
    double factor =
        config.flag("do_rescale", true) ? config.number("rescale_factor", 1 / 255.0) : 1;
    return new ImagePreprocessor(
        cropped(resized(config), config),
        factor,
        normalise ? channels(config, "image_mean", CLIP_MEAN) : new float[3],
        normalise ? channels(config, "image_std", CLIP_STD) : new float[] {1, 1, 1});
  }

  /**
   * Resizing and cropping: photos may be decoded to it right away, see {@link
   * zoodip.images.photos.Photos#decode(byte[], zoodip.images.decoding.PhotoLimits, ResizeCrop)}.
   */
  public ResizeCrop resizeCrop() {
    return resizeCrop;
  }

  /** The pixel values of an image. */
  public PixelValues pixelValues(RgbImage image) {
    return croppedPixelValues(resizeCrop.of(image));
  }

  /** The pixel values of an image that is resized and cropped. */
  public PixelValues croppedPixelValues(RgbImage seen) {
    int pixels = seen.width() * seen.height();
    float[] values = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        float scaled = (float) ((seen.rgb()[3 * i + c] & 0xff) * factor);
        values[c * pixels + i] = (scaled - mean[c]) / std[c];
      }
    }
    return new PixelValues(seen.height(), seen.width(), values);
  }

  private static ResizeCrop resized(ConfigFile config) {
    if (!config.flag("do_resize", true)) {
      return ResizeCrop.WHOLE;
    }
    if (!config.has("size") || !config.node("size").isObject()) {
      return ResizeCrop.shorterSide(config.count("size", 224, LARGEST_SIDE));
    }
    ConfigFile size = config.section("size");
    return size.has("shortest_edge")
        ? ResizeCrop.shorterSide(side(size, "shortest_edge"))
        : ResizeCrop.exactly(side(size, "width"), side(size, "height"));
  }

  private static ResizeCrop cropped(ResizeCrop resized, ConfigFile config) {
    if (!config.flag("do_center_crop", true)) {
      return resized;
    }
    if (!config.has("crop_size") || !config.node("crop_size").isObject()) {
      int side = config.count("crop_size", 224, LARGEST_SIDE);
      return resized.cropped(side, side);
    }
    ConfigFile size = config.section("crop_size");
    return resized.cropped(side(size, "width"), side(size, "height"));
  }

  private static int side(ConfigFile size, String field) {
    var unused = size.node(field);
    return size.count(field, 0, LARGEST_SIDE);
  }

  private static float[] channels(ConfigFile config, String field, float[] absent) {
    if (!config.has(field)) {
      return absent;
    }
    JsonNode list = config.node(field);
    float[] channels = new float[3];
    for (int c = 0; c < 3; c++) {
      if (list.size() != 3 || !list.get(c).isNumber()) {
        throw config.wrong(field, "is not a list of three numbers");
      }
      channels[c] = (float) list.get(c).doubleValue();
    }
    return channels;
  }

  private static void requireKnownProcessor(ConfigFile config) {
    String[] known = {
      "CLIPImageProcessor",
      "CLIPImageProcessorFast",
      "CLIPFeatureExtractor",
      "BitImageProcessor",
      "BitImageProcessorFast"
    };
    config.require("image_processor_type", (Object[]) known);
    config.require("feature_extractor_type", (Object[]) known);
  }
}
