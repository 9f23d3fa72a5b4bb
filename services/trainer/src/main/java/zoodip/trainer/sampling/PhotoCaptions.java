package zoodip.trainer.sampling;

import java.util.List;

/**
 * The captions of the training photos.
 *
 * @param perPhoto for each photo how many captions it has, at least 1
 */
public record PhotoCaptions(List<Integer> perPhoto) {
  /** A caption: which photo's, and which of that photo's. */
  public record CaptionChoice(int photo, int caption) {}

  /** Refuses photos that nothing can be drawn from with an {@link IllegalArgumentException}. */
  public PhotoCaptions {
    perPhoto = List.copyOf(perPhoto);
    if (perPhoto.isEmpty()) {
      throw new IllegalArgumentException("no training photo: at least one is needed");
    }
    for (int photo = 0; photo < perPhoto.size(); photo++) {
      if (perPhoto.get(photo) < 1) {
        throw new IllegalArgumentException(
            "photo %d has %d captions: give it one at least".formatted(photo, perPhoto.get(photo)));
      }
    }
  }

  /** Number of photos. */
  int photos() {
    return perPhoto.size();
  }

  /** Captions of a photo. */
  int of(int photo) {
    return perPhoto.get(photo);
  }

  /**
   * The caption at a place of the rotation: the first of each photo, then the second of each that
   * has one, and so on, and again from the start.
   *
   * @param turn 0 for the first
   */
  public CaptionChoice inRotation(long turn) {
    long left = turn % perPhoto.stream().mapToLong(Integer::longValue).sum();
    for (int caption = 0; ; caption++) {
      for (int photo = 0; photo < perPhoto.size(); photo++) {
        if (caption < perPhoto.get(photo) && left-- == 0) {
          return new CaptionChoice(photo, caption);
        }
      }
    }
  }
}
