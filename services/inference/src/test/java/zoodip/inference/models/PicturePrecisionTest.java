package zoodip.inference.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import zoodip.diffusion.Compute;

class PicturePrecisionTest {
  @Test
  void takesSixteenBitsWhereTheProcessorMultipliesThem() {
    assertEquals(
        Compute.BF16, PicturePrecision.fastest("cpu", "flags\t\t: fpu avx512_bf16 avx512_vnni\n"));
    assertEquals(Compute.BF16, PicturePrecision.fastest("cpu", "Features : fp asimd bf16\n"));
    assertEquals(Compute.FP16, PicturePrecision.fastest("gpu0", ""));
  }

  @Test
  void takesThirtyTwoBitsElsewhere() {
    assertEquals(Compute.FP32, PicturePrecision.fastest("cpu", "flags\t\t: fpu avx2 avx512f\n"));
    assertEquals(Compute.FP32, PicturePrecision.fastest("cpu", "flags : notbf16 bf16x\n"));
    assertEquals(Compute.FP32, PicturePrecision.fastest("cpu", ""));
  }
}
