package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchSelectionTest {
  @TempDir private Path folder;

  private void put(String library) throws IOException {
    Files.writeString(folder.resolve(System.mapLibraryName(library)), "");
  }

  private LibtorchSelection told(Map<String, String> more) {
    return LibtorchSelection.of(
        name ->
            name.equals(LibtorchSelection.LIBRARY_PATH)
                ? Optional.of(folder.toString())
                : Optional.ofNullable(more.get(name)));
  }

  @Test
  void aLibtorchForCudaIsKnownByItsFilesAndNeedsNoFlavor() throws IOException {
    put("torch");
    put("torch_cuda");
    assertEquals("cu128", told(Map.of()).flavor());
    assertEquals(Optional.of(folder), told(Map.of()).folder());
  }

  @Test
  void oneForProcessorsIsKnownToo() throws IOException {
    put("torch");
    assertEquals("cpu", told(Map.of()).flavor());
  }

  @Test
  void aFlavorThatIsNamedWins() throws IOException {
    put("torch");
    put("torch_cuda");
    assertEquals("cpu", told(Map.of(LibtorchSelection.FLAVOR, "cpu")).flavor());
  }

  @Test
  void aDriverThatIsMissingIsNamed() {
    Throwable failure =
        new UnsatisfiedLinkError(
            "libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");
    String message = StartFailure.of(failure, Optional.of(folder)).getMessage();
    assertTrue(message.contains("needs NVIDIA's driver"), message);
    assertTrue(message.contains("libcuda.so.1"), message);
    assertTrue(message.contains("unset PYTORCH_LIBRARY_PATH"), message);
  }
}
