package zoodip.inference.generation;

import com.google.protobuf.ByteString;
import java.util.Map;
import zoodip.images.RgbImage;
import zoodip.inference.metadata.ImageMetadata;
import zoodip.inference.v1.DrawnPicture;
import zoodip.provenance.ImageMarking;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

/** Makes what callers get of an image: its file, marked as generated. */
final class DrawnImages {
  private final ImageMarking marking;

  DrawnImages(ImageMarking marking) {
    this.marking = marking;
  }

  /** A whole image, whose file tells how it was generated. */
  DrawnPicture image(
      GenerationBatch.Entry entry, RgbImage image, Model model, GenerationSettings settings) {
    boolean prompts = marking.tellsPrompts() && !entry.call().files().omitPrompts();
    Map<String, String> text =
        ImageMetadata.of(entry.row(), model, settings, entry.concepts(), prompts);
    return drawn(entry, image, text);
  }

  /** A glance at an image that is being generated. */
  DrawnPicture preview(GenerationBatch.Entry entry, RgbImage preview) {
    return drawn(entry, preview, Map.of("Software", "Zoodip"));
  }

  private DrawnPicture drawn(
      GenerationBatch.Entry entry, RgbImage image, Map<String, String> text) {
    RgbImage pixels = entry.call().files().unmarkedPixels() ? image : marking.watermarked(image);
    return DrawnPicture.newBuilder()
        .setRow(entry.index())
        .setPng(ByteString.copyFrom(marking.generated(pixels, text)))
        .setWidth(image.width())
        .setHeight(image.height())
        .build();
  }
}
