package zoodip.inference.generation;

import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** What a caller is told of an image that came out as infinities or NaN. */
final class NotFiniteImageError {
  private static final Logger LOG = Logger.getLogger(NotFiniteImageError.class);

  private NotFiniteImageError() {}

  /**
   * Names the image by its place in the call and its seed, and the concepts that may be why.
   *
   * @param row that the image is of
   */
  static ServiceException of(GenerationBatch.Entry row, ImageNotFiniteException cause) {
    LOG.warnf(
        "A picture of %s came out as numbers that are not finite",
        row.call().plan().model().getName());
    String image =
        "Picture %d of the call (seed %d) came out as numbers that are infinite or not a number. "
            .formatted(row.index() + 1, row.row().getSeed());
    return new ServiceException(
        ErrorReason.ERROR_REASON_PICTURE_NOT_FINITE, image + advice(row), cause);
  }

  private static String advice(GenerationBatch.Entry row) {
    String concepts =
        row.concepts().stream().map(LearnedConcept::placeholder).collect(Collectors.joining(", "));
    String precision =
        "the guidance scale is far too high or the precision too small for the model: lower the"
            + " scale, or have inference.precision and inference.compute set to fp32";
    return concepts.isEmpty()
        ? "Probably " + precision
        : "Probably the embedding of %s has huge values: draw without it and import it anew. Else "
                .formatted(concepts)
            + precision;
  }
}
