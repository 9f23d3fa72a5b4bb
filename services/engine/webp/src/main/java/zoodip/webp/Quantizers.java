package zoodip.webp;

/**
 * What coefficients are multiplied with (RFC 6386, section 14.1): the first of a block and the
 * others, for luma, for the block of luma means, and for chroma.
 */
record Quantizers(int lumaDc, int lumaAc, int meansDc, int meansAc, int chromaDc, int chromaAc) {

  /**
   * @param deltas for luma DC, means DC, means AC, chroma DC and chroma AC
   */
  static Quantizers of(int quantizer, int[] deltas) {
    return new Quantizers(
        Vp8Constants.DC_STEPS[clipped(quantizer + deltas[0], 127)],
        Vp8Constants.AC_STEPS[clipped(quantizer, 127)],
        2 * Vp8Constants.DC_STEPS[clipped(quantizer + deltas[1], 127)],
        Math.max(8, Vp8Constants.AC_STEPS[clipped(quantizer + deltas[2], 127)] * 155 / 100),
        Vp8Constants.DC_STEPS[clipped(quantizer + deltas[3], 117)],
        Vp8Constants.AC_STEPS[clipped(quantizer + deltas[4], 127)]);
  }

  private static int clipped(int quantizer, int greatest) {
    return Math.max(0, Math.min(greatest, quantizer));
  }
}
