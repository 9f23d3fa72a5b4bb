package zoodip.inference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;

/** Everything that a call brought. */
record GeneratedImages(
    List<DrawProgress> progress, List<DrawnPicture> previews, Map<Integer, DrawnPicture> images) {
  private static final PhotoLimits ANY = new PhotoLimits(1 << 30, 1 << 30, 1);

  static GeneratedImages all(Iterator<DrawResponse> responses) {
    GeneratedImages generatedImages =
        new GeneratedImages(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    while (responses.hasNext()) {
      DrawResponse response = responses.next();
      switch (response.getEventCase()) {
        case PROGRESS -> generatedImages.progress.add(response.getProgress());
        case PREVIEW -> generatedImages.previews.add(response.getPreview());
        case PICTURE ->
            generatedImages.images.put(response.getPicture().getRow(), response.getPicture());
        case EVENT_NOT_SET -> throw new IllegalArgumentException("An empty response");
      }
    }
    return generatedImages;
  }

  RgbImage image(int row) {
    return decoded(images.get(row));
  }

  Map<String, String> text(int row) {
    return Png.text(images.get(row).getPng().toByteArray());
  }

  static RgbImage decoded(DrawnPicture image) {
    return Photos.decode(image.getPng().toByteArray(), ANY).image();
  }
}
