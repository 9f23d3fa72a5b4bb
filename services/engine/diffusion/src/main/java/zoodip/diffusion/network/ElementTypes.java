package zoodip.diffusion.network;

import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.Precision;

/** The numbers by which libtorch's programs know element types. */
final class ElementTypes {
  private static final int INT8 = 1;
  private static final int FP16 = 5;
  private static final int FP32 = 6;
  private static final int BF16 = 15;

  /** No element type of libtorch: two in a byte, in the programs' own form. */
  private static final int INT4 = 4;

  private ElementTypes() {}

  /** How weights of linear layers and convolutions are stored. */
  static int ofWeights(Precision precision) {
    return switch (precision) {
      case INT4 -> INT4;
      case INT8 -> INT8;
      case FP16 -> FP16;
      case FP32 -> FP32;
      case BF16 -> BF16;
    };
  }

  /** How rows that are looked up are stored. */
  static int ofTables(Precision precision) {
    return switch (precision) {
      case INT4, INT8, FP16 -> FP16;
      case FP32 -> FP32;
      case BF16 -> BF16;
    };
  }

  /** What activations are. */
  static int of(Compute compute) {
    return switch (compute) {
      case FP16 -> FP16;
      case FP32, INT8, TRAINING -> FP32;
      case BF16, W8A8 -> BF16;
    };
  }
}
