package zoodip.trainer.previews;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationStoppedException;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.storage.Storage;
import zoodip.provenance.ImageMarking;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.training.TrainingContext;

/**
 * Generates a job's previews with the model that it is trained on. Those that earlier attempts
 * generated are kept. What generates but does not train stays in memory until it is released.
 */
public final class Previews {
  private static final Logger LOG = Logger.getLogger(Previews.class);

  // written by a trainer
  private static final PhotoLimits LIMITS = new PhotoLimits(Long.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final PreviewPlan plan;
  private final String placeholder;
  private final DiffusionModel model;
  private final PreviewSheet sheet;
  private final ImageMarking marking;
  private final BooleanSupplier wanted;

  private Previews(
      PreviewPlan plan,
      String placeholder,
      DiffusionModel model,
      ImageMarking marking,
      BooleanSupplier wanted) {
    this.plan = plan;
    this.placeholder = placeholder;
    this.model = model;
    this.marking = marking;
    this.wanted = wanted;
    sheet = new PreviewSheet(marking.tellsPrompts() ? plan.image().prompt() : "", marking);
  }

  /**
   * The previews of a job; empty if it wants none.
   *
   * @param job with what earlier attempts generated
   * @param wanted whether to go on generating, asked often
   */
  public static Optional<Previews> of(
      JobRecord job,
      Storage storage,
      DiffusionModel model,
      ImageMarking marking,
      BooleanSupplier wanted) {
    TrainingSpec spec = job.getSpec().getTraining();
    Optional<Previews> previews =
        PreviewPlan.of(spec)
            .map(plan -> new Previews(plan, spec.getPlaceholder(), model, marking, wanted));
    previews.ifPresent(known -> known.fetch(job.getFilesList(), storage));
    return previews;
  }

  private void fetch(List<JobFileReference> files, Storage storage) {
    Map<String, String> keys = new LinkedHashMap<>();
    files.forEach(file -> keys.put(file.getName(), file.getKey()));
    plan.due(plan.steps())
        .forEach(
            step ->
                Optional.ofNullable(keys.get(PreviewPlan.file(step)))
                    .flatMap(storage::find)
                    .flatMap(object -> image(object.content()))
                    .ifPresent(image -> sheet.add(step, image)));
  }

  /** Empty if it is damaged: then it is generated anew. */
  private static Optional<RgbImage> image(byte[] png) {
    try {
      return Optional.of(Photos.decode(png, LIMITS).image());
    } catch (BadPhotoException e) {
      return Optional.empty();
    }
  }

  /**
   * The steps up to {@code last} whose previews are due but not generated.
   *
   * @param ended whether the training ends with it
   */
  public LongStream missing(long last, boolean ended) {
    LongStream end = ended && !plan.isDue(last) ? LongStream.of(last) : LongStream.empty();
    return LongStream.concat(plan.due(last), end).filter(step -> !sheet.has(step));
  }

  /**
   * @param ended whether the training ends with the step
   */
  public boolean isMissing(long step, boolean ended) {
    return (ended || plan.isDue(step)) && !sheet.has(step);
  }

  /**
   * Generates a preview; nothing if it is no longer wanted, nor if it comes out as no numbers or
   * cannot be signed: that ends no training, whose losses tell of themselves whether they are any.
   *
   * @param theta [d] after the step
   */
  public Optional<JobFile> generate(TrainingContext trainingContext, long step, float[] theta) {
    TokenEmbedding concept = new TokenEmbedding(placeholder, trainingContext.layout().split(theta));
    try {
      RgbImage generated =
          model
              .generate(
                  List.of(plan.image()),
                  plan.options(),
                  List.of(concept),
                  (done, of) -> wanted.getAsBoolean())
              .get(0);
      // the sheet shows what the file has, from which a later attempt takes it
      RgbImage marked = marking.watermarked(generated);
      byte[] file = marking.generated(marked, text(step));
      sheet.add(step, marked);
      return Optional.of(JobFile.png(PreviewPlan.file(step), file));
    } catch (GenerationStoppedException e) {
      return Optional.empty();
    } catch (ImageNotFiniteException | SigningIdentityException e) {
      LOG.warnf("The preview of step %d is left out: %s", step, e.getMessage());
      return Optional.empty();
    }
  }

  /** All previews so far on one sheet; none if it cannot be signed, as {@link #generate}. */
  public Optional<JobFile> sheet() {
    try {
      return Optional.of(sheet.file());
    } catch (SigningIdentityException e) {
      LOG.warnf("The sheet of previews is left out: %s", e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether to go on generating. */
  public boolean areWanted() {
    return wanted.getAsBoolean();
  }

  /**
   * Frees what only generating needs, if it was needed; to be called when no preview is due now.
   */
  public void release() {
    model.releaseDecoder();
  }

  private Map<String, String> text(long step) {
    ImageRequest image = plan.image();
    GenerationOptions options = plan.options();
    Map<String, String> text = new LinkedHashMap<>();
    text.put("Software", "Zoodip");
    if (marking.tellsPrompts()) {
      text.put("prompt", image.prompt());
    }
    text.put("seed", String.valueOf(image.seed()));
    text.put("scheduler", options.scheduler().orElse(""));
    text.put("steps", String.valueOf(options.steps()));
    text.put("guidance_scale", String.valueOf(options.guidanceScale()));
    text.put("training_step", String.valueOf(step));
    return text;
  }
}
