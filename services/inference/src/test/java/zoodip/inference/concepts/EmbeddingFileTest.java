package zoodip.inference.concepts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.weights.SafetensorsException;
import zoodip.diffusion.weights.SafetensorsWriter;

class EmbeddingFileTest {
  @Test
  void readsTheRowsOfOneEncoder() {
    EmbeddingFile file =
        EmbeddingFile.read(
            new SafetensorsWriter()
                .floats("<my-dog>", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .toBytes());
    assertEquals(1, file.vectors().size());
    assertArrayEquals(new float[][] {{1, 2, 3}, {4, 5, 6}}, file.vectors().get(0));
  }

  @Test
  void readsAVectorWithoutARowDimension() {
    EmbeddingFile file =
        EmbeddingFile.read(
            new SafetensorsWriter().floats("emb_params", new float[] {1, 2}, 2).toBytes());
    assertArrayEquals(new float[][] {{1, 2}}, file.vectors().get(0));
  }

  @Test
  void readsTwoEncodersInTheModelsOrder() {
    EmbeddingFile file =
        EmbeddingFile.read(
            new SafetensorsWriter()
                .floats("clip_g", new float[] {7, 8, 9}, 1, 3)
                .floats("clip_l", new float[] {1, 2}, 1, 2)
                .toBytes());
    assertArrayEquals(new float[][] {{1, 2}}, file.vectors().get(0));
    assertArrayEquals(new float[][] {{7, 8, 9}}, file.vectors().get(1));
  }

  @Test
  void digestsTheLittleEndianFloatsOfAllVectorsInOrder() throws Exception {
    EmbeddingFile file =
        EmbeddingFile.read(
            new SafetensorsWriter().floats("x", new float[] {1.5f, -2, 3, 4}, 2, 2).toBytes());
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1.5f).putFloat(-2).putFloat(3).putFloat(4);
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())),
        file.sha256());
  }

  @Test
  void refusesTensorsOfAnotherShape() {
    for (long[] shape : new long[][] {{}, {0, 4}, {1, 1, 1}}) {
      int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      byte[] file = new SafetensorsWriter().floats("x", new float[size], shape).toBytes();
      assertThrows(IllegalArgumentException.class, () -> EmbeddingFile.read(file));
    }
  }

  @Test
  void refusesADamagedFile() {
    byte[] whole = new SafetensorsWriter().floats("x", new float[] {1, 2}, 1, 2).toBytes();
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThrows(SafetensorsException.class, () -> EmbeddingFile.read(cut));
    assertThrows(SafetensorsException.class, () -> EmbeddingFile.read(new byte[0]));
  }
}
