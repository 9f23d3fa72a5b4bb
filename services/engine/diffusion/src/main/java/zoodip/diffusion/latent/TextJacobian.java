package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import zoodip.diffusion.engine.NativeMemory;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.text.Conditioner;

/**
 * The Jacobian J of one text encoder's output with respect to one learned vector, by finite
 * differences along the vector's axes. The output is what the UNet takes of it, each number counted
 * once: the states of all tokens, and for SDXL the second encoder's pooled state.
 *
 * <p>Rows are encoded in batches of one size, so that the same vector gives the same bits in every
 * process with the same threads and kind of processor. Belongs on the engine's thread.
 */
public final class TextJacobian implements AutoCloseable {
  /** Texts of one batch: enough to keep the cores busy, and few enough for little memory. */
  private static final int BATCH = 16;

  private final Conditioner conditioner;
  private final int encoder;
  private final long[] ids;
  private final float[][] vectors;
  private final int vector;
  private final double difference;
  private final boolean onCpu;
  private final TensorScope scope;
  private NDArray base;

  /** J' [width, outputs] as one block: many small ones would leave gaps between them. */
  private NDArray transposed;

  private int encoded;

  /**
   * A Jacobian of which nothing is computed yet.
   *
   * @param encoder index of the text encoder
   * @param ids of the text for that encoder [tokens]
   * @param vectors that encoder's learned vectors [vectors][width]
   * @param vector index of the one to differentiate by
   * @param difference length of the finite differences
   */
  public TextJacobian(
      LatentModel model,
      int encoder,
      long[] ids,
      float[][] vectors,
      int vector,
      double difference) {
    conditioner = model.conditioner();
    this.encoder = encoder;
    this.ids = ids;
    this.vectors = vectors;
    this.vector = vector;
    this.difference = difference;
    onCpu = model.isOnCpu();
    scope = model.scope();
  }

  /** Whether all columns are there. */
  public boolean isComplete() {
    return encoded > width();
  }

  /** Encodes the next batch of texts. */
  public void advance() {
    try (TensorScope batch = conditioner.encoders().get(encoder).scope()) {
      NDArray outputs =
          conditioner.output(
              batch,
              encoder,
              batch.longs(ids, 1, ids.length),
              batch.floats(candidates(), BATCH, vectors.length, width()));
      int first = encoded == 0 ? 1 : 0;
      if (encoded == 0) {
        base = scope.adopt(outputs.get("0:1").duplicate());
        transposed = scope.zeros(width(), base.getShape().get(1));
      }
      int last = Math.min(BATCH, width() + 1 - encoded);
      NDArray moved = outputs.get(first + ":" + last);
      transposed.set(rows(encoded, BATCH), moved.sub(base).divi((float) difference));
      encoded += BATCH;
    }
  }

  /** The axes of so many texts that begin with one. */
  private NDIndex rows(int text, int texts) {
    int from = Math.max(0, text - 1);
    int to = Math.min(width(), text - 1 + texts);
    return new NDIndex(from + ":" + to);
  }

  /**
   * J'J: block by block on a processor, which keeps them in its cache, and as one product on a GPU,
   * which would be waited for at each.
   *
   * @return [width][width], symmetric
   */
  public double[][] squared() {
    return squared(onCpu ? BATCH : width() + 1);
  }

  /** The same in blocks of so many texts. */
  double[][] squared(int texts) {
    double[][] squared = new double[width()][width()];
    for (int i = 0; i <= width(); i += texts) {
      for (int j = 0; j <= i; j += texts) {
        fill(squared, i, j, texts);
      }
    }
    return squared;
  }

  private void fill(double[][] squared, int text, int other, int texts) {
    int row = Math.max(0, text - 1);
    int column = Math.max(0, other - 1);
    try (NDArray left = transposed.get(rows(text, texts));
        NDArray right = transposed.get(rows(other, texts)).transpose();
        NDArray product = left.matMul(right)) {
      float[] values = product.toFloatArray();
      int length = (int) product.getShape().get(1);
      for (int i = 0; i < product.getShape().get(0); i++) {
        for (int j = 0; j < length; j++) {
          squared[row + i][column + j] = values[i * length + j];
          squared[column + j][row + i] = values[i * length + j];
        }
      }
    }
  }

  /**
   * Row 0 of all is theta itself, row i + 1 is moved along axis i; those beyond are theta again.
   */
  private float[] candidates() {
    int numbers = vectors.length * width();
    float[] values = new float[BATCH * numbers];
    for (int row = 0; row < BATCH; row++) {
      for (int i = 0; i < vectors.length; i++) {
        System.arraycopy(vectors[i], 0, values, row * numbers + i * width(), width());
      }
      int axis = encoded + row - 1;
      if (axis >= 0 && axis < width()) {
        values[row * numbers + vector * width() + axis] += (float) difference;
      }
    }
    return values;
  }

  private int width() {
    return vectors[0].length;
  }

  @Override
  public void close() {
    scope.close();
    NativeMemory.trim();
  }
}
