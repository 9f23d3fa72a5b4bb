package zoodip.zeroth;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the learned vectors of every text encoder lie in theta: encoder by encoder, each vector's
 * numbers side by side.
 *
 * @param encoders the learned vectors of each text encoder, in the model's order
 */
public record ThetaLayout(List<TokenVectors> encoders) {
  /**
   * The learned vectors of one text encoder.
   *
   * @param width numbers of one embedding
   * @param vectors learned embeddings of the placeholder
   */
  public record TokenVectors(int width, int vectors) {
    /** Refuses empty vectors with an {@link IllegalArgumentException}. */
    public TokenVectors {
      if (width < 1 || vectors < 1) {
        throw new IllegalArgumentException(
            "%d vectors of width %d: a token has at least one vector of at least one number"
                .formatted(vectors, width));
      }
    }
  }

  /** Refuses a layout without encoders or wider than an array with an IllegalArgumentException. */
  public ThetaLayout {
    encoders = List.copyOf(encoders);
    if (encoders.isEmpty()) {
      throw new IllegalArgumentException("no text encoder: theta would be empty");
    }
    long width = encoders.stream().mapToLong(e -> (long) e.width() * e.vectors()).sum();
    if (width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "theta would have " + width + " numbers, more than an array holds: use fewer vectors");
    }
  }

  /**
   * One learned vector of theta.
   *
   * @param encoder index of its text encoder
   * @param vector index of it among that encoder's
   * @param offset of its first number in theta
   * @param width its numbers
   */
  public record Block(int encoder, int vector, int offset, int width) {
    /** Its Euclidean norm in a theta [d]. */
    public double norm(float[] theta) {
      double sum = 0;
      for (int j = offset; j < offset + width; j++) {
        sum += (double) theta[j] * theta[j];
      }
      return Math.sqrt(sum);
    }
  }

  /** All learned vectors, in theta's order. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int offset = 0;
    for (int encoder = 0; encoder < encoders.size(); encoder++) {
      int width = encoders.get(encoder).width();
      for (int vector = 0; vector < encoders.get(encoder).vectors(); vector++) {
        blocks.add(new Block(encoder, vector, offset, width));
        offset += width;
      }
    }
    return List.copyOf(blocks);
  }

  /** The layout of a token with the same number of vectors in text encoders of these widths. */
  public static ThetaLayout of(List<Integer> widths, int vectors) {
    return new ThetaLayout(widths.stream().map(width -> new TokenVectors(width, vectors)).toList());
  }

  /** Numbers in theta. */
  public int dimension() {
    return encoders.stream().mapToInt(encoder -> encoder.width() * encoder.vectors()).sum();
  }

  /**
   * Theta from its vectors.
   *
   * @param vectors for each encoder [vectors, width]
   */
  public float[] join(List<float[][]> vectors) {
    requireEncoders(vectors.size());
    float[] theta = new float[dimension()];
    int offset = 0;
    for (int i = 0; i < encoders.size(); i++) {
      TokenVectors encoder = encoders.get(i);
      requireVectors(i, vectors.get(i).length, encoder.vectors());
      for (float[] vector : vectors.get(i)) {
        requireWidth(i, vector.length);
        System.arraycopy(vector, 0, theta, offset, encoder.width());
        offset += encoder.width();
      }
    }
    return theta;
  }

  /** The vectors of theta: for each encoder [vectors, width]. */
  public List<float[][]> split(float[] theta) {
    if (theta.length != dimension()) {
      throw new IllegalArgumentException(
          "theta has %d numbers, but this layout %d".formatted(theta.length, dimension()));
    }
    List<float[][]> vectors = new ArrayList<>();
    int offset = 0;
    for (TokenVectors encoder : encoders) {
      float[][] rows = new float[encoder.vectors()][encoder.width()];
      for (float[] row : rows) {
        System.arraycopy(theta, offset, row, 0, row.length);
        offset += row.length;
      }
      vectors.add(rows);
    }
    return vectors;
  }

  /**
   * The theta to start from: the class word's embedding. The word's tokens are shared out to the
   * vectors in order, each vector being the mean of its share; one vector is the mean of all
   * tokens. Where there are more vectors than tokens, neighbouring vectors start from the same
   * token.
   *
   * @param word for each encoder the embeddings of the word's tokens [tokens, width], one at least
   */
  public float[] startingAt(List<float[][]> word) {
    requireEncoders(word.size());
    List<float[][]> vectors = new ArrayList<>();
    for (int i = 0; i < encoders.size(); i++) {
      float[][] tokens = word.get(i);
      if (tokens.length == 0) {
        throw new IllegalArgumentException(
            "the class word has no token in text encoder " + i + ": use another word");
      }
      for (float[] token : tokens) {
        requireWidth(i, token.length);
      }
      vectors.add(shares(tokens, encoders.get(i).vectors()));
    }
    return join(vectors);
  }

  private static float[][] shares(float[][] tokens, int vectors) {
    float[][] shares = new float[vectors][];
    for (int i = 0; i < vectors; i++) {
      int from = (int) ((long) i * tokens.length / vectors);
      int to = (int) ((i + 1L) * tokens.length / vectors);
      shares[i] = mean(tokens, from, Math.max(to, from + 1));
    }
    return shares;
  }

  private static float[] mean(float[][] tokens, int from, int to) {
    float[] mean = new float[tokens[from].length];
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += tokens[i][j];
      }
      mean[j] = (float) (sum / (to - from));
    }
    return mean;
  }

  private void requireEncoders(int given) {
    if (given != encoders.size()) {
      throw new IllegalArgumentException(
          "vectors for %d text encoders, but the layout has %d".formatted(given, encoders.size()));
    }
  }

  private static void requireVectors(int encoder, int given, int wanted) {
    if (given != wanted) {
      throw new IllegalArgumentException(
          "%d vectors for text encoder %d, but the layout has %d"
              .formatted(given, encoder, wanted));
    }
  }

  private void requireWidth(int encoder, int given) {
    int width = encoders.get(encoder).width();
    if (given != width) {
      throw new IllegalArgumentException(
          "a vector of %d numbers for text encoder %d of width %d"
              .formatted(given, encoder, width));
    }
  }
}
