package zoodip.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("weights.safetensors"), bytes);
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + json.length + dataBytes];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    return file(bytes);
  }

  private static String problem(Path file) {
    return assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(file)).getMessage();
  }

  @Test
  void readsWhatTheWriterWrote() throws IOException {
    byte[] bytes =
        new SafetensorsWriter()
            .metadata("format", "pt")
            .floats("a.weight", new float[] {1.5f, -2, Float.MIN_VALUE, 4, 5, 6}, 2, 3)
            .longs("ids", new long[] {Long.MIN_VALUE, 7}, 2)
            .add("empty", ElementType.F16, new byte[0], 0, 4)
            .floats("scalar", new float[] {3})
            .toBytes();
    try (SafetensorsFile read = SafetensorsFile.open(file(bytes))) {
      assertEquals("pt", read.metadata().get("format"));
      assertArrayEquals(new float[] {1.5f, -2, Float.MIN_VALUE, 4, 5, 6}, read.floats("a.weight"));
      assertEquals(List.of(2L, 3L), read.entry("a.weight").shape());
      assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, read.longs("ids"));
      assertEquals(0, read.floats("empty").length);
      assertArrayEquals(new float[] {3}, read.floats("scalar"));
      assertEquals(4, read.names().size());
    }
  }

  @Test
  void readsAFileInMemoryAsOneOnADisk() {
    byte[] bytes =
        new SafetensorsWriter()
            .floats("a", new float[] {1.5f, -2}, 2)
            .longs("ids", new long[] {Long.MIN_VALUE, 7}, 2)
            .toBytes();
    try (SafetensorsFile read = SafetensorsFile.of(Path.of("content"), bytes)) {
      assertArrayEquals(new float[] {1.5f, -2}, read.floats("a"));
      assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, read.longs("ids"));
      assertEquals(16, read.bytes("ids").length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 20, 100})
  void refusesAFileInMemoryThatIsCutOffAnywhere(int length) {
    byte[] whole = new SafetensorsWriter().floats("a", new float[64], 64).toBytes();
    byte[] cut = Arrays.copyOf(whole, length);
    String message =
        assertThrows(SafetensorsException.class, () -> SafetensorsFile.of(Path.of("content"), cut))
            .getMessage();
    assertTrue(message.startsWith("content: "), message);
  }

  @Test
  void widensHalfPrecisionAndBrainFloats() throws IOException {
    short[] halves = {0x3c00, (short) 0xc000, 0x0001, 0x7c00, 0x0400, (short) 0x8000};
    byte[] bytes = new byte[2 * halves.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(halves);
    Path file =
        file(
            new SafetensorsWriter()
                .add("half", ElementType.F16, bytes, 6)
                .add(
                    "brain", ElementType.BF16, new byte[] {(byte) 0x80, 0x3f, 0x40, (byte) 0xc0}, 2)
                .toBytes());
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertArrayEquals(
          new float[] {1, -2, 0x1p-24f, Float.POSITIVE_INFINITY, 0x1p-14f, -0f},
          read.floats("half"));
      assertArrayEquals(new float[] {1, -3}, read.floats("brain"));
    }
  }

  @Test
  void widensEightBits() throws IOException {
    byte[] e4m3 = {0x38, (byte) 0xb8, 0x7e, 0x01, 0x07, 0x08, 0x7f, (byte) 0x80};
    byte[] e5m2 = {0x3c, (byte) 0xc0, 0x01, 0x7c};
    Path file =
        file(
            new SafetensorsWriter()
                .add("a", ElementType.F8_E4M3, e4m3, 8)
                .add("b", ElementType.F8_E5M2, e5m2, 4)
                .toBytes());
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertArrayEquals(
          new float[] {1, -1, 448, 0x1p-9f, 7 * 0x1p-9f, 0x1p-6f, Float.NaN, -0f},
          read.floats("a"));
      assertArrayEquals(new float[] {1, -2, 0x1p-16f, Float.POSITIVE_INFINITY}, read.floats("b"));
      assertEquals(16, read.halves("a").length);
    }
  }

  @ParameterizedTest
  @CsvSource({"U64, 8", "C64, 8", "F8_E8M0, 1", "F8_E4M3FNUZ, 1"})
  void passesOverTypesThatNothingComputesWith(String type, int bytes) throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}"
            .formatted(type, 2 * bytes);
    try (SafetensorsFile read = SafetensorsFile.open(file(header, 2 * bytes))) {
      assertEquals(2, read.entry("a").size());
      assertThrows(SafetensorsException.class, () -> read.floats("a"));
    }
  }

  @Test
  void countsTypesWithoutWholeBytes() throws IOException {
    String header = "{\"a\":{\"dtype\":\"F4\",\"shape\":[2, 3],\"data_offsets\":[0,3]}}";
    try (SafetensorsFile read = SafetensorsFile.open(file(header, 3))) {
      assertEquals(6, read.entry("a").size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\u0003\u0004 and the rest of an archive', python -c",
    "'\u0080\u0002}q and the rest of a pickle', python -c",
    "'version https://git-lfs.github.com/spec/v1', git lfs pull",
    "'GGUF and the rest of it', is a GGUF file",
    "'<!DOCTYPE html><html>Sign in</html>', is a web page"
  })
  void otherFilesUnderTheNameAreNamed(String content, String what) throws IOException {
    String message = problem(file(content.getBytes(StandardCharsets.ISO_8859_1)));
    assertTrue(message.contains(what), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 20, 100})
  void refusesAFileThatIsCutOffAnywhere(int length) throws IOException {
    byte[] whole = new SafetensorsWriter().floats("a", new float[64], 64).toBytes();
    Path cut = file(Arrays.copyOf(whole, length));
    assertTrue(problem(cut).startsWith(cut + ": "), problem(cut));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}} | dtype is \"F99\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | spans 4 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | is not [begin, end]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | shape holds -1",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | shape holds 1.5",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807],\"data_offsets\":[0,4]}}"
            + " | is too large",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} | data_offsets is not a list",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | the file is cut off",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]}} | named by no entry",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[1,4]}} | leaves a gap",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}}"
            + " | b: data_offsets overlaps",
        "{\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}"
            + " | __metadata__.a is not a string",
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":0} | not valid JSON",
        "[] | is not a JSON object",
        "{\"a\": | not valid JSON"
      })
  void refusesAHeaderThatDoesNotAddUp(String header, String problem) throws IOException {
    String message = problem(file(header.strip(), 4));
    assertTrue(message.contains(problem.strip()), message);
  }

  @Test
  void saysThatAHeaderIsNestedTooDeep() throws IOException {
    String message = problem(file("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}", 4));
    assertTrue(
        message.endsWith(
            "not valid JSON: it is too large or nested too deep, or a number, name or text in it is"
                + " too long"),
        message);
  }

  @Test
  void refusesWhatNoRealHeaderHas() throws IOException {
    String tensor = "{\"dtype\":\"U8\",\"shape\":[%s],\"data_offsets\":[0,0]}";
    String many = String.join(",", Collections.nCopies(3000, "0"));
    String message = problem(file("{\"a\":" + tensor.formatted(many) + "}", 0));
    assertTrue(message.endsWith("at most 4,096 are read"), message);
    message = problem(file("{\"" + "a".repeat(2000) + "\":" + tensor.formatted("0") + "}", 0));
    assertTrue(message.contains("a number, name or text in it is too long"), message);
  }

  @Test
  void refusesMoreTensorsThanAnyModelHas() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i <= 100_000; i++) {
      header.append("\"a%d\":0,".formatted(i));
    }
    String message = problem(file(header + "\"b\":0}", 0));
    assertTrue(message.endsWith("the header names more than 100,000 tensors"), message);
  }

  @Test
  void refusesMoreMetadataThanAnybodyWrites() throws IOException {
    String most = String.join(",", Collections.nCopies(9_999, "\"a\":\"\"")) + ",";
    String twice = problem(file("{\"__metadata__\":{%s\"b\":\"\"}}".formatted(most), 0));
    assertTrue(twice.contains("Duplicate field 'a'"), twice);
    String more = "{\"__metadata__\":{%s\"b\":{\"c\":\"\"}}}".formatted(most);
    assertEquals(
        "the header names more than 10,000 entries of __metadata__", lastPart(file(more, 0)));
  }

  @Test
  void refusesMoreFieldsThanTensorsHave() throws IOException {
    String entry = "\"t\":{" + String.join(",", Collections.nCopies(600, "\"b\":0")) + "}";
    String header = "{" + String.join(",", Collections.nCopies(840, entry)) + "}";
    assertEquals("the header names more than 500,000 fields", lastPart(file(header, 0)));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE, in UTF-16", "UTF-32LE, in UTF-16", "UTF-16BE, JSON object"})
  void refusesAHeaderInAnotherEncoding(String encoding, String problem) throws IOException {
    byte[] json = "{\"__metadata__\":{}}".getBytes(Charset.forName(encoding));
    ByteBuffer header = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    String message = problem(file(header.putLong(json.length).put(json).array()));
    assertTrue(message.contains(problem), message);
  }

  private static String lastPart(Path file) {
    return problem(file).substring((file + ": ").length());
  }

  @Test
  void refusesALongHeaderByItsLength() throws IOException {
    String message = problem(file("{" + " ".repeat(33 << 20) + "}", 0));
    assertTrue(message.contains("at most 33,554,432 are read"), message);
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    byte[] bytes = new byte[64];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE);
    assertTrue(problem(file(bytes)).contains("header length " + Long.MAX_VALUE));
  }

  @Test
  void saysWhichFileIsMissing() {
    Path missing = folder.resolve("missing.safetensors");
    assertTrue(problem(missing).contains("missing.safetensors: cannot be opened"));
  }

  @Test
  void saysWhichTensorIsMissingOrOfAnotherKind() throws IOException {
    try (SafetensorsFile read =
        SafetensorsFile.open(file(new SafetensorsWriter().longs("a", new long[1], 1).toBytes()))) {
      assertTrue(
          assertThrows(SafetensorsException.class, () -> read.floats("b"))
              .getMessage()
              .endsWith("has no tensor b"));
      assertTrue(
          assertThrows(SafetensorsException.class, () -> read.floats("a"))
              .getMessage()
              .endsWith("tensor a holds I64, not numbers"));
    }
  }

  @Test
  void theWriterRefusesBytesThatDoNotFitTheShape() {
    SafetensorsWriter writer = new SafetensorsWriter();
    assertThrows(IllegalArgumentException.class, () -> writer.floats("a", new float[3], 2));
    writer.floats("a", new float[2], 2);
    assertThrows(IllegalArgumentException.class, () -> writer.floats("a", new float[2], 2));
  }

  @Test
  void aTensorThatIsHandedOverLaterIsWrittenLikeOneThatIsThere() {
    byte[] bytes = {1, 2, 3};
    assertArrayEquals(
        new SafetensorsWriter().add("a", ElementType.U8, bytes, 3).toBytes(),
        new SafetensorsWriter().add("a", ElementType.U8, () -> bytes, 3).toBytes());
    SafetensorsWriter wrong = new SafetensorsWriter().add("a", ElementType.U8, () -> bytes, 4);
    assertThrows(IllegalArgumentException.class, wrong::toBytes);
  }

  @Test
  void theWriterGivesTheSameBytesForTheSameTensors() {
    assertArrayEquals(
        new SafetensorsWriter().floats("b", new float[1], 1).longs("a", new long[1]).toBytes(),
        new SafetensorsWriter().floats("b", new float[1], 1).longs("a", new long[1]).toBytes());
  }
}
