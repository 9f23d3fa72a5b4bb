package zoodip.webp;

/** Smooths the edges between blocks where the quantizer left them (RFC 6386, section 15). */
final class LoopFilter {
  private final boolean simple;
  private final Plane luma;
  private final Plane[] chroma;

  LoopFilter(boolean simple, Plane luma, Plane... chroma) {
    this.simple = simple;
    this.luma = luma;
    this.chroma = chroma;
  }

  /** Filters a macroblock's left and upper edges and, if it has coefficients, those within. */
  void macroblock(int column, int row, Strength strength, boolean inside) {
    if (strength.limit() == 0) {
      return;
    }
    edges(luma, 16, column, row, strength, inside);
    if (!simple) {
      for (Plane plane : chroma) {
        edges(plane, 8, column, row, strength, inside);
      }
    }
  }

  private void edges(
      Plane plane, int side, int column, int row, Strength strength, boolean inside) {
    int at = plane.at(column * side, row * side);
    if (column > 0) {
      edge(plane, at, 1, plane.stride(), side, strength, true);
    }
    for (int x = 4; inside && x < side; x += 4) {
      edge(plane, at + x, 1, plane.stride(), side, strength, false);
    }
    if (row > 0) {
      edge(plane, at, plane.stride(), 1, side, strength, true);
    }
    for (int y = 4; inside && y < side; y += 4) {
      edge(plane, at + y * plane.stride(), plane.stride(), 1, side, strength, false);
    }
  }

  /**
   * Filters one edge.
   *
   * @param across the way over the edge
   * @param along the way to its next pixel
   * @param outer whether it lies between macroblocks
   */
  private void edge(
      Plane plane, int at, int across, int along, int side, Strength strength, boolean outer) {
    int limit = 2 * (strength.limit() + (outer ? 4 : 0)) + 1;
    for (int i = 0, p = at; i < side; i++, p += along) {
      EdgePixels pixels = new EdgePixels(plane, p, across);
      if (simple) {
        if (pixels.step() <= limit) {
          pixels.smoothTwo();
        }
      } else if (pixels.step() <= limit && pixels.isSmooth(strength.interior())) {
        filter(pixels, strength, outer);
      }
    }
  }

  private static void filter(EdgePixels pixels, Strength strength, boolean outer) {
    if (pixels.isRough(strength.threshold())) {
      pixels.smoothTwo();
    } else if (outer) {
      pixels.smoothSix();
    } else {
      pixels.smoothFour();
    }
  }

  /**
   * How strongly a macroblock is filtered.
   *
   * @param limit the greatest step across an edge that is taken for an artefact; 0 for no filter
   * @param interior the same between pixels of one side
   * @param threshold steps next to the edge above which only the nearest pixels are changed
   */
  record Strength(int limit, int interior, int threshold) {

    /** The strength for the macroblocks of a segment with or without 4 x 4 blocks. */
    static Strength of(FrameHeader header, int segment, boolean inBlocks) {
      int deltas = header.filterDeltas()[0] + (inBlocks ? header.filterDeltas()[1] : 0);
      int base = header.segments().filterLevel(segment, header.filterLevel());
      int level = Math.max(0, Math.min(63, base + deltas));
      if (header.filterLevel() == 0 || level == 0) {
        return new Strength(0, 0, 0);
      }
      int interior = interior(level, header.sharpness());
      int threshold = level >= 40 ? 2 : level >= 15 ? 1 : 0;
      return new Strength(2 * level + interior, interior, threshold);
    }

    private static int interior(int level, int sharpness) {
      if (sharpness == 0) {
        return level;
      }
      return Math.max(1, Math.min(9 - sharpness, level >> (sharpness > 4 ? 2 : 1)));
    }
  }
}
