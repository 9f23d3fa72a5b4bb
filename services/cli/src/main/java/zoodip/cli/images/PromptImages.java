package zoodip.cli.images;

import java.util.List;
import zoodip.v1.Image;

/** The images of one prompt, in the order of their seeds. */
record PromptImages(String prompt, List<Image> images) {
  PromptImages {
    images = List.copyOf(images);
  }
}
