package zoodip.diffusion.reference;

import static zoodip.diffusion.reference.Shapes.ANY;

import zoodip.images.Bicubic;
import zoodip.images.RgbImage;

/** Resamples a given picture to the sizes of the reference. */
final class ResizeCheck {
  private final Reference reference;

  ResizeCheck(Reference reference) {
    this.reference = reference;
  }

  void run() {
    if (reference.has("resize.image_u8")) {
      RgbImage picture = picture(reference, "resize.image_u8");
      for (String name : reference.cases("resize.", "_u8")) {
        resize(picture, "resize." + name + "_u8");
      }
    }
  }

  private void resize(RgbImage picture, String name) {
    if (!name.equals("resize.image_u8")) {
      long[] shape = reference.shape(name);
      reference.compare(name, Bicubic.resize(picture, (int) shape[1], (int) shape[0]).rgb());
    }
  }

  /** An entry [height, width, 3] as a picture. */
  static RgbImage picture(Reference reference, String name) {
    new Shapes(reference).expect(name, ANY, ANY, 3);
    long[] shape = reference.shape(name);
    if (reference.bytes(name).length != shape[0] * shape[1] * 3) {
      throw reference.wrong(name, "does not hold bytes");
    }
    return new RgbImage((int) shape[1], (int) shape[0], reference.bytes(name));
  }
}
