package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.TensorEntry;

/** A safetensors file with something changed, as tools of the field write them. */
final class EditedFile {
  private static final Path GOLDENS = Path.of("../../engine/diffusion/src/test/resources/goldens");

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private record Tensor(ElementType type, byte[] bytes, long[] shape) {}

  private EditedFile() {}

  static EditedFile of(Path path) {
    EditedFile edited = new EditedFile();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (String name : file.names()) {
        TensorEntry entry = file.entry(name);
        edited.add(name, entry.type(), file.bytes(name), entry.dimensions());
      }
    }
    return edited;
  }

  /**
   * A tiny checkpoint, whole.
   *
   * @param name 1, 2 or XL
   */
  static EditedFile ofFamily(String name, Path temporary) {
    Path whole = temporary.resolve("whole.safetensors");
    return of(
        switch (name) {
          case "1" -> OriginalFile.ofStableDiffusion1(GOLDENS.resolve("sd15"), whole);
          case "2" -> OriginalFile.ofStableDiffusion2(GOLDENS.resolve("sd21"), whole);
          default -> OriginalFile.ofStableDiffusionXl(GOLDENS.resolve("sdxl"), whole);
        });
  }

  EditedFile add(String name, ElementType type, byte[] bytes, long... shape) {
    tensors.put(name, new Tensor(type, bytes, shape));
    return this;
  }

  /** A tensor whose presence alone says something. */
  EditedFile mark(String name) {
    return add(name, ElementType.F32, new byte[0], 0);
  }

  EditedFile metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Ends a tensor with other bytes: all bits of a number set is NaN in every type. */
  EditedFile ending(String name, byte... last) {
    byte[] bytes = tensors.get(name).bytes();
    System.arraycopy(last, 0, bytes, bytes.length - last.length, last.length);
    return this;
  }

  /** Gives tensors other names; those without one are left away. */
  EditedFile rename(Function<String, Optional<String>> names) {
    Map<String, Tensor> old = new LinkedHashMap<>(tensors);
    tensors.clear();
    old.forEach((name, tensor) -> names.apply(name).ifPresent(other -> tensors.put(other, tensor)));
    return this;
  }

  EditedFile without(String beginning) {
    return rename(name -> Optional.of(name).filter(kept -> !kept.startsWith(beginning)));
  }

  /** Cuts the numbers of F32 tensors to eight bits: the upper byte of their F16. */
  EditedFile eightBits(String beginning) {
    tensors.replaceAll((name, tensor) -> name.startsWith(beginning) ? eightBits(tensor) : tensor);
    return this;
  }

  private static Tensor eightBits(Tensor tensor) {
    byte[] bytes = new byte[tensor.bytes().length / Float.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      // sign and the two highest bits of an exponent that is 2 to the 0 or less: some number
      bytes[i] = (byte) (tensor.bytes()[4 * i + 3] & 0x80 | 0x28 + (tensor.bytes()[4 * i + 2] & 7));
    }
    return new Tensor(ElementType.F8_E4M3, bytes, tensor.shape());
  }

  /** Cuts F32 tensors to BF16, their upper halves, or to F32 with the same numbers. */
  EditedFile upperHalves(ElementType type) {
    tensors.replaceAll(
        (name, tensor) -> tensor.type() == ElementType.F32 ? upperHalf(tensor, type) : tensor);
    return this;
  }

  private static Tensor upperHalf(Tensor tensor, ElementType type) {
    byte[] bytes = new byte[tensor.bytes().length / Float.BYTES * type.bytes()];
    for (int i = 0; i < tensor.bytes().length / Float.BYTES; i++) {
      System.arraycopy(tensor.bytes(), 4 * i + 2, bytes, (i + 1) * type.bytes() - 2, 2);
    }
    return new Tensor(type, bytes, tensor.shape());
  }

  /** Writes it as edited.safetensors and converts that. */
  void convert(Path temporary, Optional<Path> vae, boolean ignoreExtra) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "converted");
    Optional<Path> vocabulary = Optional.of(GOLDENS.resolve("sd15/tokenizer"));
    SingleFileCheckpoint.convert(
        write(temporary.resolve("edited.safetensors")),
        folder,
        new SingleFileOptions(Optional.empty(), vocabulary, vae, ignoreExtra));
    assertTrue(Files.exists(folder.resolve("model_index.json")));
  }

  Path write(Path target) {
    SafetensorsWriter writer = new SafetensorsWriter();
    metadata.forEach(writer::metadata);
    tensors.forEach((name, t) -> writer.add(name, t.type(), t.bytes(), t.shape()));
    try {
      writer.write(target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
