package zoodip.gateway.models;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.ModelKind;

/**
 * Finds base models by what they are needed for. A model's description never changes, but an
 * operator can take a model away: so it is read once in a while, and not with each call.
 */
@ApplicationScoped
public class ModelCatalog {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MODELS = 1_000;

  private final LoadingCache<ResourceName, Model> models;

  @Inject
  public ModelCatalog(ModelStore models) {
    this.models =
        Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MODELS).build(models::get);
  }

  /**
   * A model that can generate images and be trained for.
   *
   * @throws ServiceException MODEL_NOT_FOUND, WRONG_MODEL_KIND
   */
  public Model textToImage(String name) {
    return of(name, ModelKind.MODEL_KIND_TEXT_TO_IMAGE);
  }

  /**
   * The models that score images of {@code model}.
   *
   * @throws ServiceException MODEL_NOT_FOUND, WRONG_MODEL_KIND, BAD_SETTINGS if it names none
   */
  public EncoderNames encodersOf(Model model) {
    if (model.getClipModel().isEmpty() || model.getDinoModel().isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          model.getName()
              + " names no CLIP and DINO model, so its pictures cannot be scored; import it with"
              + " clip_model and dino_model");
    }
    return new EncoderNames(
        of(model.getClipModel(), ModelKind.MODEL_KIND_CLIP).getName(),
        of(model.getDinoModel(), ModelKind.MODEL_KIND_DINO).getName());
  }

  /** The names of the models that score images. */
  public record EncoderNames(String clip, String dino) {}

  private Model of(String name, ModelKind kind) {
    Model model = models.get(ResourceName.parse(name));
    if (model.getKind() != kind) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
          "%s is a model of kind %s, not %s".formatted(name, text(model.getKind()), text(kind)));
    }
    return model;
  }

  private static String text(ModelKind kind) {
    return kind.name().substring("MODEL_KIND_".length());
  }
}
