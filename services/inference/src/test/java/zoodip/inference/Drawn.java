package zoodip.inference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;
import zoodip.images.PhotoLimits;
import zoodip.images.Photos;
import zoodip.images.RgbImage;
import zoodip.images.Png;

/** Everything that a call brought. */
record Drawn(
    List<DrawProgress> progress, List<DrawnPicture> previews, Map<Integer, DrawnPicture> pictures) {
  private static final PhotoLimits ANY = new PhotoLimits(1 << 30, 1 << 30, 1);

  static Drawn all(Iterator<DrawResponse> responses) {
    Drawn drawn = new Drawn(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    while (responses.hasNext()) {
      DrawResponse response = responses.next();
      switch (response.getEventCase()) {
        case PROGRESS -> drawn.progress.add(response.getProgress());
        case PREVIEW -> drawn.previews.add(response.getPreview());
        case PICTURE -> drawn.pictures.put(response.getPicture().getRow(), response.getPicture());
        case EVENT_NOT_SET -> throw new IllegalArgumentException("An empty response");
      }
    }
    return drawn;
  }

  RgbImage picture(int row) {
    return decoded(pictures.get(row));
  }

  Map<String, String> text(int row) {
    return Png.text(pictures.get(row).getPng().toByteArray());
  }

  static RgbImage decoded(DrawnPicture picture) {
    return Photos.decode(picture.getPng().toByteArray(), ANY).picture();
  }
}
