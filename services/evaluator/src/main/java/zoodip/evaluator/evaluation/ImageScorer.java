package zoodip.evaluator.evaluation;

import java.util.ArrayList;
import java.util.List;
import zoodip.evaluator.encoders.Encoders;
import zoodip.evaluator.prompts.EvaluationImage;
import zoodip.evaluator.prompts.EvaluationPlan;
import zoodip.evaluator.report.EvaluationSheet;
import zoodip.evaluator.scoring.Embeddings;
import zoodip.evaluator.scoring.NotFiniteException;
import zoodip.evaluator.scoring.Scoring;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/** Scores each image of an evaluation once, and puts it on the sheet. */
final class ImageScorer {
  // images come from inference, which bounds them
  private static final PhotoLimits LIMITS = new PhotoLimits(1L << 30, 200_000_000, 1);

  private final EvaluationPlan plan;
  private final Encoders encoders;
  private final Model clip;
  private final Model dino;
  private final EvaluationSheet sheet;
  private final float[][] texts;
  private final Scoring scoring;

  /**
   * Looks at the photos and the prompts first.
   *
   * @throws ServiceException MODEL_UNUSABLE if an encoder gives something that cannot be compared
   */
  ImageScorer(
      EvaluationPlan plan,
      Encoders encoders,
      Model clip,
      Model dino,
      List<ReferencePhotos.ReferencePhoto> photos,
      EvaluationSheet sheet) {
    this.plan = plan;
    this.encoders = encoders;
    this.clip = clip;
    this.dino = dino;
    this.sheet = sheet;
    texts =
        encoders.embedTexts(clip, plan.prompts().stream().map(prompt -> prompt.plain()).toList());
    scoring = finite(() -> new Scoring(embed(photos), plan.prompts().size()));
  }

  private List<Embeddings> embed(List<ReferencePhotos.ReferencePhoto> photos) {
    Encoders.ResizeCrops resizeCrops = encoders.resizeCrops(clip, dino);
    List<RgbImage> byClip = new ArrayList<>();
    List<RgbImage> byDino = new ArrayList<>();
    for (ReferencePhotos.ReferencePhoto photo : photos) {
      List<RgbImage> cropped =
          photo.cropped(List.of(resizeCrops.clip(), resizeCrops.dino(), sheet.resizeCrop()));
      byClip.add(cropped.get(0));
      byDino.add(cropped.get(1));
      sheet.photo(cropped.get(2));
    }
    return encoders.embedCropped(clip, dino, byClip, byDino);
  }

  /** Scores an image. */
  void score(EvaluationImage place, byte[] png) {
    RgbImage image = Photos.decode(png, LIMITS).image();
    Embeddings seen = encoders.embed(clip, dino, List.of(image)).get(0);
    finite(
        () -> {
          if (place.scored()) {
            scoring.image(place.prompt(), seen, texts[place.prompt()]);
          }
          if (place.diverse()) {
            scoring.diversity(seen);
          }
          return scoring;
        });
    sheet.add(place, image);
  }

  Scoring scoring() {
    return scoring;
  }

  EvaluationPlan plan() {
    return plan;
  }

  private <T> T finite(java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (NotFiniteException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_MODEL_UNUSABLE,
          "%s or %s cannot score these pictures: %s"
              .formatted(clip.getName(), dino.getName(), e.getMessage()),
          e);
    }
  }
}
