package zoodip.reference;

import static zoodip.reference.Shapes.ANY;

import zoodip.images.RgbImage;
import zoodip.images.resampling.Bicubic;

/** Resamples a given image to the sizes of the reference. */
final class ResizeCheck {
  private final Reference reference;

  ResizeCheck(Reference reference) {
    this.reference = reference;
  }

  void run() {
    if (reference.has("resize.image_u8")) {
      RgbImage image = image(reference, "resize.image_u8");
      for (String name : reference.cases("resize.", "_u8")) {
        resize(image, "resize." + name + "_u8");
      }
    }
  }

  private void resize(RgbImage image, String name) {
    if (!name.equals("resize.image_u8")) {
      long[] shape = reference.shape(name);
      reference.compare(name, Bicubic.resize(image, (int) shape[1], (int) shape[0]).rgb());
    }
  }

  /** An entry [height, width, 3] as an image. */
  static RgbImage image(Reference reference, String name) {
    new Shapes(reference).expect(name, ANY, ANY, 3);
    long[] shape = reference.shape(name);
    if (reference.bytes(name).length != shape[0] * shape[1] * 3) {
      throw reference.wrong(name, "does not hold bytes");
    }
    return new RgbImage((int) shape[1], (int) shape[0], reference.bytes(name));
  }
}
