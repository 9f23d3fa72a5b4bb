package zoodip.zeroth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A short run whose last bits are known: d 128, tau 21, 100 steps. */
final class GoldenRun {
  private GoldenRun() {}

  /** Prints the digest, for comparison between virtual machines. */
  public static void main(String[] args) throws NoSuchAlgorithmException {
    System.out.println(digest(Estimator.RGE));
  }

  /** SHA-256 of the last theta's bytes, little-endian. */
  static String digest(Estimator estimator) throws NoSuchAlgorithmException {
    ZoSettings settings =
        new ZoSettings(
            estimator,
            2,
            1e-2,
            2e-2,
            0.9,
            0.999,
            1e-3,
            Optional.of(new SubspaceSettings(21, 1e-3)));
    float[] start = new float[128];
    for (int j = 0; j < start.length; j++) {
      start[j] = (j - 64) / 256F;
    }
    ZoOptimizer optimizer = ZoOptimizer.start(settings, 20250314, start);
    for (int step = 1; step <= 100; step++) {
      optimizer.tell(Bowl.losses(optimizer.ask()));
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * start.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(optimizer.theta());
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
