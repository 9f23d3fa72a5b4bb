package zoodip.evaluator.scoring;

import java.util.ArrayList;
import java.util.List;
import zoodip.v1.Scores;

/**
 * Scores generated images against a subject's photos and their own prompts: CLIP-I, CLIP-T and
 * DINO, each prompt for itself and over all images (Ruiz et al., DreamBooth, section 4.2), and how
 * alike images of one prompt are (DINO_inter). Every figure is a cosine similarity in [-1, 1];
 * lengths of embeddings do not matter, nor does the order of photos and images.
 */
public final class Scoring {
  private final UnitVectorSum photosClip;
  private final UnitVectorSum photosDino;
  private final Tally all;
  private final List<Tally> prompts = new ArrayList<>();
  private final UnitVectorSum diverse;

  /**
   * @param photos of the subject, at least one
   * @param promptCount prompts that images can belong to
   */
  public Scoring(List<Embeddings> photos, int promptCount) {
    if (photos.isEmpty()) {
      throw new IllegalArgumentException("Pictures are scored against at least one photo");
    }
    photosClip = new UnitVectorSum(photos.get(0).clip().length);
    photosDino = new UnitVectorSum(photos.get(0).dino().length);
    for (Embeddings photo : photos) {
      photosClip.add(photo.clip());
      photosDino.add(photo.dino());
    }
    all = tally();
    for (int prompt = 0; prompt < promptCount; prompt++) {
      prompts.add(tally());
    }
    diverse = photosDino.empty();
  }

  /**
   * Counts an image.
   *
   * @param prompt index of the prompt that it was generated for
   * @param text CLIP's embedding of that prompt without the placeholder, [width of CLIP]
   * @throws NotFiniteException if an embedding has no direction
   */
  public void image(int prompt, Embeddings image, float[] text) {
    double promptCosine = UnitVectorSum.cosine(image.clip(), text);
    all.add(image, promptCosine);
    prompts.get(prompt).add(image, promptCosine);
  }

  /** Counts an image, scored or not, towards DINO_inter. */
  public void diversity(Embeddings image) {
    diverse.add(image.dino());
  }

  /** Over all images, of which there is at least one; DINO_inter if it was measured. */
  public Scores scores() {
    return withDiversity(all.scores());
  }

  /**
   * Over the images of one prompt, of which there is at least one; DINO_inter is measured on the
   * first.
   */
  public Scores scores(int prompt) {
    Scores scores = prompts.get(prompt).scores();
    return prompt == 0 ? withDiversity(scores) : scores;
  }

  private Scores withDiversity(Scores scores) {
    return diverse.count() < 2
        ? scores
        : scores.toBuilder().setDinoInter(diverse.meanCosineOfDifferent()).build();
  }

  private Tally tally() {
    return new Tally(photosClip, photosDino);
  }

  /** What is known of some of the images. */
  private static final class Tally {
    private final UnitVectorSum photosClip;
    private final UnitVectorSum photosDino;
    private final UnitVectorSum clip;
    private final UnitVectorSum dino;
    private double promptCosines;

    Tally(UnitVectorSum photosClip, UnitVectorSum photosDino) {
      this.photosClip = photosClip;
      this.photosDino = photosDino;
      clip = photosClip.empty();
      dino = photosDino.empty();
    }

    void add(Embeddings image, double promptCosine) {
      clip.add(image.clip());
      dino.add(image.dino());
      promptCosines += promptCosine;
    }

    Scores scores() {
      if (clip.count() == 0) {
        throw new IllegalStateException("There is no picture to score");
      }
      return Scores.newBuilder()
          .setClipI(clip.meanCosine(photosClip))
          .setClipT(promptCosines / clip.count())
          .setDino(dino.meanCosine(photosDino))
          .build();
    }
  }
}
