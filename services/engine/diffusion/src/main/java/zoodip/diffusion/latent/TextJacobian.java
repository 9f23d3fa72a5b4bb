package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
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
  private final TensorScope scope;
  private final List<NDArray> columns = new ArrayList<>();
  private NDArray base;
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
      }
      int last = Math.min(BATCH, width() + 1 - encoded);
      NDArray wanted = outputs.get(first + ":" + last);
      columns.add(scope.adopt(wanted.sub(base).div((float) difference)));
      encoded += BATCH;
    }
  }

  /**
   * J'J.
   *
   * @return [width][width], symmetric
   */
  public double[][] squared() {
    double[][] squared = new double[width()][width()];
    int row = 0;
    for (int i = 0; i < columns.size(); i++) {
      int column = 0;
      for (int j = 0; j <= i; j++) {
        fill(squared, row, column, columns.get(i), columns.get(j));
        column += (int) columns.get(j).getShape().get(0);
      }
      row += (int) columns.get(i).getShape().get(0);
    }
    return squared;
  }

  private void fill(double[][] squared, int row, int column, NDArray left, NDArray right) {
    int height = (int) left.getShape().get(0);
    int length = (int) right.getShape().get(0);
    try (NDArray transposed = right.transpose();
        NDArray product = left.matMul(transposed)) {
      float[] values = product.toFloatArray();
      for (int i = 0; i < height; i++) {
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
  }
}
