package zoodip.diffusion.reference;

import zoodip.pictures.Bicubic;
import zoodip.pictures.Picture;

/** Resamples a given picture to the sizes of the reference. */
final class ResizeCheck {
  private final Reference reference;

  ResizeCheck(Reference reference) {
    this.reference = reference;
  }

  void run() {
    if (reference.has("resize.image_u8")) {
      Picture picture = picture(reference, "resize.image_u8");
      for (String name : reference.cases("resize.", "_u8")) {
        resize(picture, "resize." + name + "_u8");
      }
    }
  }

  private void resize(Picture picture, String name) {
    if (!name.equals("resize.image_u8")) {
      long[] shape = reference.shape(name);
      reference.compare(name, Bicubic.resize(picture, (int) shape[1], (int) shape[0]).rgb());
    }
  }

  /** An entry [height, width, 3] as a picture. */
  static Picture picture(Reference reference, String name) {
    long[] shape = reference.shape(name);
    return new Picture((int) shape[1], (int) shape[0], reference.bytes(name));
  }
}
