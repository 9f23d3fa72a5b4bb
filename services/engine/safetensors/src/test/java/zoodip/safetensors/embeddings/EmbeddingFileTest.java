package zoodip.safetensors.embeddings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsWriter;

class EmbeddingFileTest {
  @ParameterizedTest
  @CsvSource({
    "<my-dog>, <my-dog>, ",
    "sks, sks, ",
    "emb_params, , ",
    "string_to_param.*, , ",
    "clip_l, , 0",
    "clip_g, , 1",
    "text_encoders_0, , 0",
    "text_encoders_1, , 1",
    "clip_h, , "
  })
  void theOnlyTensorsNameTellsThePlaceholderOrTheEncoder(
      String tensor, String placeholder, Integer encoder) {
    EmbeddingFile file = read(tensors(tensor));
    assertEquals(Optional.ofNullable(placeholder), file.placeholder());
    assertEquals(Optional.ofNullable(encoder), file.encoder());
  }

  @Test
  void numberedTensorsHaveTheFirstsNameAndPairsNone() {
    assertEquals(Optional.of("<t>"), read(tensors("<t>_1", "<t>", "<t>_2")).placeholder());
    EmbeddingFile pair = read(tensors("clip_g", "clip_l").metadata("name", "\"dog\""));
    assertEquals(Optional.empty(), pair.placeholder());
    assertEquals(Optional.empty(), pair.encoder());
    assertEquals("\"dog\"", pair.metadata().get("name"));
  }

  @Test
  @Timeout(20)
  void aHundredThousandTensorsTakeNoLongerThanTheirNumber() {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (int i = 0; i < 90_000; i++) {
      writer.floats("n" + i, new float[0], 0);
    }
    assertThrows(SafetensorsException.class, () -> read(writer));
  }

  @ParameterizedTest
  @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F16", "BF16", "F32", "F64"})
  void everyFloatingPointTypeIsRead(ElementType type) {
    byte[] one = new byte[type.bytes()];
    ByteBuffer number = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case F8_E4M3 -> number.put((byte) 0x38);
      case F8_E5M2 -> number.put((byte) 0x3c);
      case F16 -> number.putShort((short) 0x3c00);
      case BF16 -> number.putShort((short) 0x3f80);
      case F32 -> number.putFloat(1);
      default -> number.putDouble(1);
    }
    EmbeddingFile file = read(new SafetensorsWriter().add("emb_params", type, one, 1));
    assertArrayEquals(new float[][] {{1}}, file.embedding().encoders().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clip_l clip_g t5xxl | tensor t5xxl is for the T5 text encoder of Stable Diffusion 3",
        "clip_l t5 | tensor t5 is for the T5 text encoder",
        "t5xxl | no such model runs here",
        "clip_l llama | HunyuanVideo",
        "emb_params_out | an output embedding of OneTrainer",
        "clip_l clip_l_out clip_g clip_g_out | clip_l_out is an output embedding",
        "<dog> <cat> | several embeddings (<dog>, <cat>)",
        "<dog> <dog>_1 <cat> <cat>_1 | several embeddings (<dog>, <cat>)",
        "bundle_emb.dog.clip_l bundle_emb.dog.clip_g bundle_emb.cat.string_to_param.* lora_unet_x"
            + " | is a bundle with the embeddings dog, cat",
        "lora_te_a.lora_down.weight lora_te_a.lora_up.weight | is a LoRA",
        "clip_l clip_g other | the tensors clip_l, clip_g, other"
      })
  void whatOnlyLooksLikeAnEmbeddingIsRefusedByName(String tensors, String problem) {
    String message = refused(tensors(tensors.split(" ")).toBytes());
    assertTrue(message.contains(problem), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
        "lora_unet_down_blocks_0.alpha",
        "lycoris_up_blocks_1_attn.lokr_w1",
        "unet.down_blocks.0.attn1.processor.to_q_lora.down.weight",
        "text_model.encoder.layers.0.mlp.fc1.lora_linear_layer.up.weight",
        "base_model.model.layers.0.q_proj.lora_A.weight",
        "up_blocks_1_attn.hada_w1_a",
        "down_blocks_0_attn.oft_blocks",
        "oft_unet_down_blocks_0.weight",
        "layers.0.q_proj.dora_scale"
      })
  void oneTensorOfWhatChangesAModelIsNoEmbedding(String name) {
    String message = refused(tensors(name).toBytes());
    assertTrue(message.contains("is a LoRA or one of its kind"), message);
    assertTrue(message.contains(name), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<lora_dog>", "flora_dress", "soft_light", "dora_scaled", "my_lora"})
  void aNameThatSomebodyChoseMayResembleThem(String name) {
    assertEquals(Optional.of(name), read(tensors(name)).placeholder());
  }

  @Test
  void aMatrixOfMoreVectorsThanAnyPromptHoldsIsRefusedByName() {
    assertEquals(1024, read(vectors(1024)).embedding().vectors());
    String message = refused(vectors(1025));
    assertTrue(message.contains("tensor <dog> has 1,025 vectors, at most 1,024"), message);
  }

  private static SafetensorsWriter vectors(int vectors) {
    return new SafetensorsWriter().floats("<dog>", new float[vectors], vectors, 1);
  }

  @Test
  void aVectorWhoseNumbersAllVanishInSinglePrecisionIsRefused() {
    byte[] doubles =
        ByteBuffer.allocate(32)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(1)
            .putDouble(0)
            .putDouble(1e-300)
            .putDouble(-1e-60)
            .array();
    String message = refused(new SafetensorsWriter().add("x", ElementType.F64, doubles, 2, 2));
    assertTrue(message.contains("vector 1 of tensor x"), message);
    ByteBuffer.wrap(doubles).order(ByteOrder.LITTLE_ENDIAN).putDouble(16, 0).putDouble(24, 0);
    assertEquals(
        2,
        read(new SafetensorsWriter().add("x", ElementType.F64, doubles, 2, 2))
            .embedding()
            .vectors());
  }

  @Test
  void numbersBeyondHalfPrecisionAreToldWithTheirPlace() {
    Embedding largest = new Embedding(List.<float[][]>of(new float[][] {{65504, -65504}}));
    assertEquals(Optional.empty(), EmbeddingMagnitude.problem(largest));
    Embedding beyond =
        new Embedding(List.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{1, 2}, {3, -65505}}));
    String problem = EmbeddingMagnitude.problem(beyond).orElseThrow();
    assertTrue(problem.startsWith("number 1 of vector 1 for text encoder 1 is -65505"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"string_to_param.*", "emb_params", "<dog>"})
  void idsOfTokensAndNumbersOfStepsBesideVectorsAreNoVectors(String name) {
    EmbeddingFile file =
        read(
            tensors(name)
                .longs("string_to_token.*", new long[] {265})
                .longs("step", new long[] {500}, 1));
    assertEquals(1, file.embedding().vectors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR",
        "RIFF&\1\0\0WEBPVP8 ",
        "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\1\1",
        "GIF89a\1\0\1\0\0\0\0\0",
        "\0\0\0 ftypavif\0\0\0\0",
        "\0\0\0\fJXL \r\n\u0087\n"
      })
  void aImageIsRefusedWithWhatToDo(String image) {
    String message = refused(image.getBytes(ISO_8859_1));
    assertTrue(message.contains("is a picture; if AUTOMATIC1111's web UI"), message);
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    String tensor = "\"emb_params\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    byte[] header = ("{" + tensor + "," + tensor + "}").getBytes(UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    String message = refused(file.array());
    assertTrue(message.contains("Duplicate field 'emb_params'"), message);
  }

  @Test
  void theWidthsTellWhatItWasMadeFor() {
    assertProblem("width 1024, but sd15 takes 768; ", "made for Stable Diffusion 2", 1024);
    assertProblem("width 768 and 1280, but", "made for Stable Diffusion XL", 768, 1280);
    assertProblem("width 4096", "the T5 text encoder", 4096);
    assertProblem("width 5", "is of another model", 5);
    assertEquals(Optional.empty(), EmbeddingWidths.problem(List.of(768), List.of(768), "sd15"));
  }

  @Test
  void aFileOfOneOfTwoEncodersIsToldFromOneOfAnotherModel() {
    String problem = EmbeddingWidths.problem(List.of(768), List.of(768, 1280), "xl").orElseThrow();
    assertTrue(problem.contains("other text encoder, of width 1280, are missing"), problem);
  }

  private static void assertProblem(String what, String origin, Integer... widths) {
    String problem = EmbeddingWidths.problem(List.of(widths), List.of(768), "sd15").orElseThrow();
    assertTrue(problem.contains(what) && problem.contains(origin), problem);
  }

  private static String refused(SafetensorsWriter file) {
    return refused(file.toBytes());
  }

  private static String refused(byte[] content) {
    return assertThrows(
            SafetensorsException.class, () -> EmbeddingFile.read(Path.of("file"), content))
        .getMessage();
  }

  private static EmbeddingFile read(SafetensorsWriter file) {
    return EmbeddingFile.read(Path.of("file"), file.toBytes());
  }

  private static SafetensorsWriter tensors(String... names) {
    SafetensorsWriter file = new SafetensorsWriter();
    for (String name : names) {
      file.floats(name, new float[] {1, 2}, 1, 2);
    }
    return file;
  }
}
