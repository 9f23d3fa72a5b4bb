package zoodip.webp;

/** Puts macroblocks into the planes: prediction and, on top of it, residuals. */
final class Macroblock {
  private final Plane luma;
  private final Plane[] chroma;
  private final IntraPrediction lumaSquares;
  private final BlockPrediction lumaBlocks;

  Macroblock(Plane luma, Plane... chroma) {
    this.luma = luma;
    this.chroma = chroma;
    this.lumaSquares = new IntraPrediction(luma);
    this.lumaBlocks = new BlockPrediction(luma);
  }

  /**
   * Reconstructs one macroblock.
   *
   * @param values its dequantized coefficients: [24, 16]
   */
  void reconstruct(PredictionModes modes, int[] values, int column, int row) {
    int at = luma.at(16 * column, 16 * row);
    if (modes.inBlocks()) {
      blocks(modes, values, at);
    } else {
      lumaSquares.square(at, 16, modes.luma(0), row > 0, column > 0);
      residuals(luma, at, 4, values, 0);
    }
    for (int i = 0; i < chroma.length; i++) {
      int start = chroma[i].at(8 * column, 8 * row);
      new IntraPrediction(chroma[i]).square(start, 8, modes.chroma(), row > 0, column > 0);
      residuals(chroma[i], start, 2, values, 16 + 4 * i);
    }
  }

  /** Each block is finished before the next, which may look at it. */
  private void blocks(PredictionModes modes, int[] values, int at) {
    int besideTopRight = at - luma.stride() + 16;
    for (int i = 0; i < 16; i++) {
      int block = at + i / 4 * 4 * luma.stride() + i % 4 * 4;
      int aboveRight = i % 4 == 3 ? besideTopRight : block - luma.stride() + 4;
      lumaBlocks.block(block, aboveRight, modes.luma(i));
      residual(luma, block, values, i);
    }
  }

  private static void residuals(Plane plane, int at, int side, int[] values, int firstBlock) {
    for (int i = 0; i < side * side; i++) {
      int block = at + i / side * 4 * plane.stride() + i % side * 4;
      residual(plane, block, values, firstBlock + i);
    }
  }

  private static void residual(Plane plane, int at, int[] values, int block) {
    for (int i = 16 * block; i < 16 * block + 16; i++) {
      if (values[i] != 0) {
        Transforms.addResidual(values, 16 * block, plane, at);
        return;
      }
    }
  }
}
