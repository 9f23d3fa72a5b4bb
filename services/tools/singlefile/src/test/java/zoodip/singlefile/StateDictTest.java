package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.ElementType;

class StateDictTest {
  @Test
  void aDimensionBeyondThoseOfModelsIsRefusedByTensor() {
    assertEquals(1 << 24, dimension(1L << 24));
    for (long dimension : new long[] {0, (1L << 24) + 1, 1L << 40}) {
      String message = assertThrows(ConfigException.class, () -> dimension(dimension)).getMessage();
      assertTrue(message.contains("tensor w has shape [" + dimension + "]"), message);
    }
  }

  private static int dimension(long dimension) {
    StateDict tensors = new StateDict(Path.of("file"));
    tensors.add("w", new LazyTensor("w", ElementType.F32, List.of(dimension), () -> new byte[0]));
    return tensors.dimension("w", 0);
  }
}
