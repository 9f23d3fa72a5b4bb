package zoodip.safetensors.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;

class EmbeddingTest {
  private static final Path NAME = Path.of("content");
  private static final Embedding ONE = embedding(1, 768);
  private static final Embedding SEVERAL = embedding(5, 768);
  private static final Embedding TWO_ENCODERS = embedding(3, 768, 1280);

  @ParameterizedTest
  @EnumSource
  void whatAFormWritesIsReadToTheBit(EmbeddingForm form) {
    for (Embedding embedding : List.of(ONE, SEVERAL, TWO_ENCODERS)) {
      Embedding read = Embedding.read(NAME, form.write("<my-dog>", embedding, Map.of("a", "b")));
      assertEquals(embedding.widths(), read.widths());
      assertEquals(embedding.vectors(), read.vectors());
      assertArrayEquals(embedding.bytes(), read.bytes());
    }
  }

  @Test
  void diffusersFindsTheVectorsUnderThePlaceholder() {
    SafetensorsFile file = written(EmbeddingForm.DIFFUSERS, SEVERAL);
    assertEquals(Set.of("<my-dog>"), file.names());
    assertEquals(List.of(5L, 768L), file.entry("<my-dog>").shape());
    assertEquals(ElementType.F32, file.entry("<my-dog>").type());
  }

  @Test
  void otherProgramsFindTheVectorsUnderEmbParams() {
    SafetensorsFile file = written(EmbeddingForm.EMB_PARAMS, ONE);
    assertEquals(Set.of("emb_params"), file.names());
    assertEquals(List.of(1L, 768L), file.entry("emb_params").shape());
  }

  @ParameterizedTest
  @EnumSource
  void theTwoEncodersOfSdxlStandUnderTheirNames(EmbeddingForm form) {
    SafetensorsFile file = written(form, TWO_ENCODERS);
    assertEquals(Set.of("clip_l", "clip_g"), file.names());
    assertEquals(List.of(3L, 768L), file.entry("clip_l").shape());
    assertEquals(List.of(3L, 1280L), file.entry("clip_g").shape());
  }

  @Test
  void twoEncodersAreReadInTheModelsOrder() {
    byte[] file =
        new SafetensorsWriter()
            .floats("clip_g", new float[] {7, 8, 9}, 1, 3)
            .floats("clip_l", new float[] {1, 2}, 1, 2)
            .toBytes();
    assertEquals(List.of(2, 3), Embedding.read(NAME, file).widths());
  }

  @Test
  void aVectorMayComeWithoutARowDimensionAndInHalfPrecision() {
    byte[] half = {0, 0x3c, 0, (byte) 0xc0};
    byte[] brain = {(byte) 0x80, 0x3f, 0, (byte) 0xc0};
    for (var writer :
        List.of(
            new SafetensorsWriter().floats("x", new float[] {1, -2}, 2),
            new SafetensorsWriter().add("x", ElementType.F16, half, 2),
            new SafetensorsWriter().add("x", ElementType.BF16, brain, 1, 2))) {
      assertArrayEquals(
          new float[][] {{1, -2}}, Embedding.read(NAME, writer.toBytes()).encoders().get(0));
    }
  }

  @Test
  void theVectorsOfOnePlaceholderMayStandOneByOne() {
    var file = new SafetensorsWriter();
    for (int i = 11; i > 0; i--) {
      file.floats("<t>_" + i, new float[] {i, -i}, 2);
    }
    file.floats("<t>", new float[] {0, 0}, 1, 2);
    Embedding read = Embedding.read(NAME, file.toBytes());
    assertEquals(12, read.vectors());
    for (int i = 0; i < 12; i++) {
      assertEquals(i, read.encoders().get(0)[i][0]);
    }
  }

  @Test
  void replicatesTrainersNumberTheEncoders() {
    byte[] file =
        new SafetensorsWriter()
            .floats("text_encoders_1", new float[] {7, 8, 9}, 1, 3)
            .floats("text_encoders_0", new float[] {1, 2}, 1, 2)
            .toBytes();
    assertEquals(List.of(2, 3), Embedding.read(NAME, file).widths());
  }

  @Test
  void picklesAreRefusedWithWhatToDo() {
    for (byte[] pickle :
        List.of(new byte[] {'P', 'K', 3, 4, 0}, new byte[] {(byte) 0x80, 2, '}', 'q', 0})) {
      String message =
          assertThrows(SafetensorsException.class, () -> Embedding.read(NAME, pickle)).getMessage();
      assertTrue(message.contains("pickle"), message);
      assertTrue(message.contains("safetensors.torch.save_file"), message);
    }
  }

  @Test
  void itsBytesAreTheLittleEndianFloatsOfAllVectorsInOrder() {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(1.5f).putFloat(-2).putFloat(3).putFloat(4).putFloat(5);
    assertArrayEquals(
        bytes.array(),
        new Embedding(List.of(new float[][] {{1.5f, -2}}, new float[][] {{3, 4, 5}})).bytes());
  }

  static Stream<Map.Entry<String, SafetensorsWriter>> noEmbeddings() {
    float[] one = {1};
    return Stream.of(
        Map.entry("no tensor", new SafetensorsWriter()),
        Map.entry(
            "several embeddings (a, b)",
            new SafetensorsWriter().floats("a", one, 1).floats("b", one, 1)),
        Map.entry(
            "clip_l, clip_g, other",
            new SafetensorsWriter()
                .floats("clip_l", one, 1)
                .floats("clip_g", one, 1)
                .floats("other", one, 1)),
        Map.entry(
            "2 vectors for one text encoder, 1 for another",
            new SafetensorsWriter()
                .floats("clip_l", new float[2], 2, 1)
                .floats("clip_g", one, 1, 1)),
        Map.entry("shape []", new SafetensorsWriter().floats("x", one)),
        Map.entry("shape [0, 4]", new SafetensorsWriter().floats("x", new float[0], 0, 4)),
        Map.entry("shape [1, 1, 1]", new SafetensorsWriter().floats("x", one, 1, 1, 1)),
        Map.entry("holds I64", new SafetensorsWriter().longs("x", new long[1], 1)),
        Map.entry(
            "number 1 of tensor x is NaN",
            new SafetensorsWriter().floats("x", new float[] {1, Float.NaN}, 2)));
  }

  @ParameterizedTest
  @MethodSource("noEmbeddings")
  void whatIsNoEmbeddingIsRefusedWithWhatIsWrong(Map.Entry<String, SafetensorsWriter> file) {
    byte[] content = file.getValue().toBytes();
    String message =
        assertThrows(SafetensorsException.class, () -> Embedding.read(NAME, content)).getMessage();
    assertTrue(message.startsWith("content: "), message);
    assertTrue(message.contains(file.getKey()), message);
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    byte[] whole = EmbeddingForm.EMB_PARAMS.write("<x>", ONE, Map.of());
    for (int length : new int[] {0, 7, 20, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(SafetensorsException.class, () -> Embedding.read(NAME, cut));
    }
  }

  private static SafetensorsFile written(EmbeddingForm form, Embedding embedding) {
    return SafetensorsFile.of(NAME, form.write("<my-dog>", embedding, Map.of()));
  }

  private static Embedding embedding(int vectors, int... widths) {
    return new Embedding(
        Arrays.stream(widths)
            .mapToObj(
                width -> {
                  float[][] rows = new float[vectors][width];
                  for (int i = 0; i < vectors * width; i++) {
                    rows[i / width][i % width] = (float) Math.sin(i + width);
                  }
                  return rows;
                })
            .toList());
  }
}
