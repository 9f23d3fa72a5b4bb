package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.jna.Platform;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaEnvironmentTest {
  @ParameterizedTest
  @CsvSource({"NVIDIA_TF32_OVERRIDE, 0", "CUDA_DEVICE_ORDER, PCI_BUS_ID"})
  void nativeLibrariesFindWhatTheUserHasNotChosen(String variable, String usual) {
    assumeFalse(Platform.isWindows());
    TorchThread.shared();
    String chosen = Optional.ofNullable(System.getenv(variable)).orElse(usual);
    assertEquals(chosen, CudaEnvironment.value(variable));
  }
}
