package zoodip.inference.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import zoodip.diffusion.options.Compute;

class ImagePrecisionTest {
  @Test
  void takesSixteenBitsWhereTheProcessorMultipliesThem() {
    assertEquals(
        Compute.BF16, ImagePrecision.fastest("cpu", "flags\t\t: fpu avx512_bf16 avx512_vnni\n"));
    assertEquals(
        Compute.BF16,
        ImagePrecision.fastest(
            "cpu", "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx512_bf16 amx_bf16\n"));
    assertEquals(Compute.BF16, ImagePrecision.fastest("cpu", "Features : fp asimd bf16\n"));
    assertEquals(Compute.FP16, ImagePrecision.fastest("gpu0", ""));
  }

  @Test
  void multipliesInt8WhereTheProcessorHasItsProductsAndBfloat16() {
    assertTrue(ImagePrecision.multipliesInt8("cpu", "flags\t\t: fpu avx512_bf16 avx512_vnni\n"));
    assertFalse(ImagePrecision.multipliesInt8("cpu", "flags\t\t: fpu avx512_vnni\n"));
    assertFalse(ImagePrecision.multipliesInt8("cpu", "flags\t\t: fpu avx2 avx_vnni\n"));
    assertFalse(ImagePrecision.multipliesInt8("gpu0", "flags\t\t: fpu avx512_bf16 avx512_vnni\n"));
  }

  @Test
  void takesThirtyTwoBitsOnIntelsProcessorsWithoutTiles() {
    assertEquals(
        Compute.FP32,
        ImagePrecision.fastest(
            "cpu", "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx512_bf16 avx512_vnni\n"));
  }

  @Test
  void takesThirtyTwoBitsElsewhere() {
    assertEquals(Compute.FP32, ImagePrecision.fastest("cpu", "flags\t\t: fpu avx2 avx512f\n"));
    assertEquals(Compute.FP32, ImagePrecision.fastest("cpu", "flags : notbf16 bf16x\n"));
    assertEquals(Compute.FP32, ImagePrecision.fastest("cpu", ""));
  }
}
