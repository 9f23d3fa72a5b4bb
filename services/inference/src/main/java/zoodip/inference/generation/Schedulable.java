package zoodip.inference.generation;

/**
 * A call as {@link FairBatchQueue} sees it.
 *
 * @param <C> what calls are
 */
interface Schedulable<C> {
  /** Rows that could be generated now: not generated yet, and with room for their images. */
  int waitingRows();

  /** Rows that fit in one batch of such images, at least 1. */
  int batchRows();

  /** Whether rows of both can be generated in one batch. */
  boolean canBatchWith(C other);

  /** The model that it generates with. */
  String modelDigest();
}
